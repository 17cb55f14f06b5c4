package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

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
 */
public record HttpSettings(Optional<String> corsOrigins, int requestsPerSecond, int streamsPerCaller) {
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    public static final HttpSettings DEFAULTS = new HttpSettings(Optional.empty(), 2_000, 1_000);

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
