package io.restante.gateway;

import io.restante.base.Rejection;
import java.time.Duration;
import java.util.Optional;

/** The caller's wish was understood and declined; asking again at once changes nothing. */
public final class RefusedException extends RuntimeException {
    private final Rejection rejection;
    private final Optional<Duration> retryAfter;

    public RefusedException(Rejection rejection) {
        this(rejection, Optional.empty());
    }

    /** @param retryAfter when asking again may be answered otherwise, if ever */
    public RefusedException(Rejection rejection, Optional<Duration> retryAfter) {
        super(rejection.sentence());
        this.rejection = rejection;
        this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public Rejection rejection() {
        return rejection;
    }
}
