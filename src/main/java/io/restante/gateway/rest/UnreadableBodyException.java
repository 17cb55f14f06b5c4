package io.restante.gateway.rest;

import java.io.IOException;

/** The body of a request cannot be read to its end, for a reason that lies with whoever sends it. */
final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    /** It comes too slowly. */
    UnreadableBodyException() {
        super("It comes too slowly.");
    }

    UnreadableBodyException(Throwable cause) {
        super(cause);
    }
}
