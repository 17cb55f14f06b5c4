package io.restante.app.settings;

import java.net.URI;
import java.util.List;

/**
 * A service as a setting spells it: {@code http://host:port/path 10}.
 *
 * @param backend where requests go
 * @param units compute units of one relay; 1 where nothing is said
 */
public record ServiceText(URI backend, long units) {
    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    static ServiceText of(String name, String text) {
        List<String> parts = List.of(text.strip().split("\\s+", -1));
        try {
            URI backend = URI.create(parts.getFirst());
            long units = parts.size() > 1 ? Long.parseLong(parts.get(1)) : 1;
            boolean http = "http".equals(backend.getScheme()) || "https".equals(backend.getScheme());
            if (http && backend.getHost() != null && units > 0 && parts.size() <= 2) {
                return new ServiceText(backend, units);
            }
        } catch (IllegalArgumentException e) {
            throw unfit(name, text);
        }
        throw unfit(name, text);
    }

    private static IllegalArgumentException unfit(String name, String text) {
        return new IllegalArgumentException("services." + name
                + ": expected the http address of a backend and, behind it, the compute units of a relay, got \"" + text
                + '"');
    }
}
