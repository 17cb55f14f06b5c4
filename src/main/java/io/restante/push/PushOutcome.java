package io.restante.push;

import java.util.Locale;

/** What became of a knock. */
public enum PushOutcome {
    /** The provider took it. */
    SENT,
    /** Nothing is at that target any more. */
    TARGET_GONE,
    /** The provider will never take it as it is. */
    REFUSED,
    /** It can be tried again. */
    RETRY,
    /** Nobody here may speak to the provider; it waits. */
    NOT_CONFIGURED,
    /** It was tried for too long. */
    DROPPED;

    /** The word on topics: snake case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
