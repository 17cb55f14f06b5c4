package io.restante.gateway.rest;

import java.util.List;

/**
 * What holds for every route alike.
 *
 * @param origins of pages in browsers that may ask, such as {@code https://app.example}; {@link #ANY} among them stands for all
 * @param requestsPerSecond of one caller at most; 0 for no limit
 * @param streams that one caller may have open at once
 * @param encrypted whether clients come by TLS
 * @param senders how fast requests must come
 */
public record DoorRules(
        List<String> origins, int requestsPerSecond, int streams, boolean encrypted, SenderRules senders) {
    /** Stands for every origin. */
    public static final String ANY = "*";

    public static final DoorRules DEFAULTS = new DoorRules(List.of(), 2_000, 1_000, false, SenderRules.DEFAULTS);

    public DoorRules {
        origins = List.copyOf(origins);
    }
}
