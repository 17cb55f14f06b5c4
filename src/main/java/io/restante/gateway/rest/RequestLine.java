package io.restante.gateway.rest;

import java.time.Duration;
import java.util.OptionalLong;

/** One connection, as far as it matters how long the head of its next request has been on its way. */
final class RequestLine {
    private final long patience;
    private int underWay;
    private long answered;
    private OptionalLong begun = OptionalLong.empty();

    /** @param patience from the first byte of a head to its last */
    RequestLine(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** A head is complete. */
    synchronized void begin() {
        underWay++;
        begun = OptionalLong.empty();
    }

    /** @param bytes that had come on the connection when the request was over */
    synchronized void end(long bytes) {
        underWay--;
        answered = bytes;
        begun = OptionalLong.empty();
    }

    /**
     * Whether a head has been on its way for too long.
     *
     * @param bytes that have come on the connection by now
     */
    synchronized boolean tooSlow(long bytes, long nanos) {
        if (underWay > 0 || bytes == answered) {
            return false;
        }
        if (begun.isEmpty()) {
            begun = OptionalLong.of(nanos);
        }
        return nanos - begun.getAsLong() > patience;
    }
}
