package io.restante.query;

import java.time.Duration;

/** The state that was asked for cannot be read now: it is moving, being restored, or behind. Asking again later is right. */
public final class UnavailableException extends RuntimeException {
    private final Duration retryAfter;

    public UnavailableException(String sentence, Duration retryAfter) {
        super(sentence);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
