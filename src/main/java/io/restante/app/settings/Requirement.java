package io.restante.app.settings;

import java.time.Duration;

/** What a settings record demands of its values. Each complains as {@code name: expected …, got …}, which the reader completes. */
final class Requirement {
    private static final int HIGHEST_PORT = 65_535;

    private Requirement() {}

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + value);
        }
    }

    static void positive(String name, Duration value) {
        require(value.isPositive(), name, value, "a duration above zero");
    }

    static void positive(String name, long value) {
        require(value > 0, name, value, "1 or more");
    }

    /** A port to listen on; 0 takes any free one. */
    static void port(String name, int value) {
        require(value >= 0 && value <= HIGHEST_PORT, name, value, "a port from 0 (any free one) to " + HIGHEST_PORT);
    }

    static void text(String name, String value) {
        require(!value.isBlank(), name, '"' + value + '"', "a text that is not empty");
    }
}
