package io.restante.gateway.rpc;

import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.gateway.RefusedException;
import io.restante.query.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The error of an answer. Beyond code and message, two of them carry data that programs act on. */
sealed interface RpcError {
    Logger LOG = LoggerFactory.getLogger(RpcError.class);

    /** What JSON-RPC itself defines. */
    record Standard(int code, String message) implements RpcError {}

    /** The state or the log cannot be reached now. */
    record Unavailable(Duration retryAfter) implements RpcError {}

    /** Understood and declined. */
    record Refused(String reason, String sentence) implements RpcError {}

    static RpcError invalidRequest() {
        return new Standard(-32600, "Invalid Request");
    }

    static RpcError parse(MalformedException e) {
        return new Standard(-32700, "Parse error: " + e.getMessage());
    }

    static RpcError invalidParams(MalformedException e) {
        return new Standard(-32602, "Invalid params: " + e.getMessage());
    }

    /** What a caller is told of a failure: of one nobody foresaw nothing but that it happened. */
    static RpcError of(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        return switch (failure) {
            case UnknownMethodException e -> new Standard(-32601, "Method not found");
            case MalformedException e -> invalidParams(e);
            case UnavailableException e -> new Unavailable(e.retryAfter());
            case TimeoutException e -> new Unavailable(Duration.ofSeconds(1));
            case RefusedException e ->
                new Refused(e.rejection().reason(), e.rejection().sentence());
            default -> {
                LOG.error("A request failed", failure);
                yield new Standard(-32603, "Internal error");
            }
        };
    }

    /** The code of the error object. */
    default int number() {
        return switch (this) {
            case Standard standard -> standard.code();
            case Unavailable unavailable -> -32001;
            case Refused refused -> -32002;
        };
    }

    /** Writes the fields of the error object. */
    default void write(JsonText json) throws IOException {
        switch (this) {
            case Standard standard -> json.put("code", number()).put("message", standard.message());
            case Unavailable unavailable ->
                json.put("code", number())
                        .put("message", "Unavailable")
                        .putObject(
                                "data",
                                data -> data.put(
                                        "retryAfterMs", unavailable.retryAfter().toMillis()));
            case Refused refused ->
                json.put("code", number())
                        .put("message", "Refused: " + refused.sentence())
                        .putObject("data", data -> data.put("reason", refused.reason()));
        }
    }
}
