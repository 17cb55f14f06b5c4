package io.restante.gateway.presence;

import java.util.Locale;

/** Why a socket is closed from our side, as its client is told. */
enum SessionError {
    /** The first frame is not text, or not a connect_request. */
    UNSUPPORTED_REQUEST(405, 4400),
    /** The first frame is not the JSON that was expected. */
    SERIALIZATION_FAILED(422, 4422),
    /** The token does not verify, is expired or has no subject. */
    UNAUTHENTICATED(401, 4401),
    /** The token does not allow to enter this group, or two clients with one identity fight. */
    ACCESS_DENIED(403, 4403),
    /** No first frame came in time. */
    AUTH_TIMED_OUT(422, 4408),
    /** A ping stayed unanswered. */
    PONG_TIMED_OUT(422, 4410),
    /** A newer session of the same agent in the same group was granted. */
    REPLACED(422, 4409),
    /** Anything else. */
    INTERNAL_SERVER_ERROR(500, 1011),
    /** The gateway is shutting down, or cannot keep this socket: the client is to connect again. */
    TERMINATED(422, 1012);

    private final int status;
    private final int closeCode;

    SessionError(int status, int closeCode) {
        this.status = status;
        this.closeCode = closeCode;
    }

    int status() {
        return status;
    }

    int closeCode() {
        return closeCode;
    }

    /** Whether connecting again is right. */
    boolean recoverable() {
        return this == TERMINATED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        String words = word().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
