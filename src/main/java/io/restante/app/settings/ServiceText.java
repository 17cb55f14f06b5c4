package io.restante.app.settings;

import io.restante.settlement.Difficulty;
import java.net.URI;
import java.util.List;

/**
 * A service as a setting spells it: {@code http://host:port/path 10}, or with the difficulty's target behind that.
 *
 * @param backend where requests go
 * @param units compute units of one relay; 1 where nothing is said
 * @param difficulty which relays become leaves; all, where nothing is said
 */
public record ServiceText(URI backend, long units, Difficulty difficulty) {
    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    static ServiceText of(String name, String text) {
        List<String> parts = List.of(text.strip().split("\\s+", -1));
        try {
            URI backend = URI.create(parts.getFirst());
            long units = parts.size() > 1 ? Long.parseLong(parts.get(1)) : 1;
            Difficulty difficulty = parts.size() > 2 ? Difficulty.hex(parts.get(2)) : Difficulty.EASIEST;
            boolean http = "http".equals(backend.getScheme()) || "https".equals(backend.getScheme());
            if (http && backend.getHost() != null && units > 0 && parts.size() <= 3) {
                return new ServiceText(backend, units, difficulty);
            }
        } catch (IllegalArgumentException e) {
            throw unfit(name, text);
        }
        throw unfit(name, text);
    }

    private static IllegalArgumentException unfit(String name, String text) {
        return new IllegalArgumentException("services." + name
                + ": expected the http address of a backend and, behind it, the compute units of a relay and the difficulty's target in hexadecimal, got \""
                + text
                + '"');
    }
}
