package io.restante.query.routed;

import java.time.Duration;

/** Carries a question to an instance and its answer back. */
@FunctionalInterface
public interface Line {
    /**
     * The answer of the instance.
     *
     * @param address where it answers, {@code host:port}
     * @throws io.restante.query.UnavailableException when none comes within the time, or the instance cannot answer now
     */
    byte[] ask(String address, byte[] question, Duration atMost);
}
