package io.restante.gateway;

import io.restante.base.Rejection;

/** The caller's wish was understood and declined; asking again changes nothing. */
public final class RefusedException extends RuntimeException {
    private final Rejection rejection;

    public RefusedException(Rejection rejection) {
        super(rejection.sentence());
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
