package io.restante.gateway.rpc;

import java.time.Duration;

/** Is told of each request that was answered, to count it. */
@FunctionalInterface
public interface RpcCalls {
    /** The method of requests for a method there is none of. */
    String UNKNOWN = "unknown";

    /** What became of a request that was answered with its result. */
    String OK = "ok";

    /**
     * A request was answered.
     *
     * @param method its name, or {@link #UNKNOWN}
     * @param outcome {@link #OK} or the code of the error
     */
    void answered(String method, String outcome, Duration took);
}
