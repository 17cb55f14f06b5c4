package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How requests are met, whichever route they are for.
 *
 * @param corsOrigins of pages in browsers that may ask, with commas between them; {@code *} for all
 * @param requestsPerSecond of one caller at most; 0 for no limit
 * @param streamsPerCaller that one caller may have open at once
 * @param headTimeout from the first byte of a request's head to its last; after as long, its body must come at the minimum rate
 * @param minimumRate bytes a second at which a body must come; 0 for no limit
 */
public record HttpSettings(
        Optional<String> corsOrigins,
        int requestsPerSecond,
        int streamsPerCaller,
        Duration headTimeout,
        int minimumRate) {
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    private static final Duration SHORTEST_HEAD = Duration.ofMillis(100);

    public static final HttpSettings DEFAULTS =
            new HttpSettings(Optional.empty(), 2_000, 1_000, Duration.ofSeconds(10), 500);

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public HttpSettings {
        for (String origin : split(corsOrigins)) {
            require(
                    ORIGIN.matcher(origin).matches(),
                    "corsOrigins",
                    '"' + origin + '"',
                    "origins such as https://app.example with commas between them, or *");
        }
        require(requestsPerSecond >= 0, "requestsPerSecond", requestsPerSecond, "0 (no limit) or more");
        require(
                requestsPerSecond <= 1_000_000,
                "requestsPerSecond",
                requestsPerSecond,
                "1000000 at most, or 0 for no limit");
        Requirement.positive("streamsPerCaller", streamsPerCaller);
        require(
                headTimeout.compareTo(SHORTEST_HEAD) >= 0,
                "headTimeout",
                headTimeout,
                "a duration of " + SHORTEST_HEAD + " or more");
        require(minimumRate >= 0, "minimumRate", minimumRate, "0 (no limit) or more");
    }

    /** The origins one by one. */
    public List<String> origins() {
        return split(corsOrigins);
    }

    private static List<String> split(Optional<String> origins) {
        return origins.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
