package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How webhooks are called. Their addresses come from outside.
 *
 * @param ports that may be called, with commas between them
 * @param allowHttp whether plain http is allowed too; for a local run
 * @param allowPrivate whether addresses that are not public may be called; for a local run
 * @param secret signs what is sent, so that a receiver can tell it from forgeries
 * @param timeout for one call in all
 * @param concurrency calls that are on their way at once, at most
 */
public record WebhookSettings(
        String ports,
        boolean allowHttp,
        boolean allowPrivate,
        Optional<String> secret,
        Duration timeout,
        int concurrency) {
    public static final WebhookSettings DEFAULTS =
            new WebhookSettings("443", false, false, Optional.empty(), Duration.ofSeconds(5), 64);

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public WebhookSettings {
        require(
                ports.matches("\\d{1,5}(,\\d{1,5})*"),
                "ports",
                '"' + ports + '"',
                "port numbers with commas between them");
        Requirement.positive("timeout", timeout);
        Requirement.positive("concurrency", concurrency);
    }

    /** The ports that may be called. */
    public Set<Integer> allowedPorts() {
        return Arrays.stream(ports.split(",")).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
