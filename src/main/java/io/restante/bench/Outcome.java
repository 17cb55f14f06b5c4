package io.restante.bench;

import java.util.List;
import java.util.Map;

/**
 * What a benchmark found; it has checked that what it measured was right.
 *
 * @param settings what the figures depend on, by name
 * @param slopes how its costs grow with the work
 */
public record Outcome(
        String name, String work, Map<String, String> settings, List<Comparison> comparisons, List<Slope> slopes) {
    public Outcome {
        settings = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(settings));
        comparisons = List.copyOf(comparisons);
        slopes = List.copyOf(slopes);
    }
}
