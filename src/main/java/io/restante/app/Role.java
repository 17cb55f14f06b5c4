package io.restante.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A part of the work that a process does. */
enum Role {
    /** Processes records and holds the stores. */
    STREAMS,
    /** Holds clients' connections. */
    GATEWAY,
    /** Sends push notifications. */
    PUSH,
    /** Processes relays and holds the trees of relay sessions. */
    SETTLEMENT;

    /** @throws IllegalArgumentException with a sentence for whoever wrote it when it is no role of this version */
    static Role of(String word) {
        String role = word.strip();
        return Arrays.stream(values())
                .filter(each -> each.word().equals(role))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no role \"" + role + "\"; there are " + words() + "."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
    }
}
