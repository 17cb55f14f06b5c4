package io.restante.session;

import java.util.Locale;

/** Why a live session ended. */
public enum EndReason {
    /** Its client or its socket closed it. */
    CLOSED,
    /** A newer session of the same key was granted. */
    REPLACED,
    /** Its client stopped answering pings. */
    TIMED_OUT,
    /** Its gateway shut down in order. */
    TERMINATED,
    /** Its gateway fell silent. */
    GATEWAY_LOST,
    /** Its token expired. */
    EXPIRED;

    /** The reason of this word. */
    public static EndReason ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The word on topics and wires: snake case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
