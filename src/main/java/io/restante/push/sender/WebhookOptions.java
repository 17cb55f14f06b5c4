package io.restante.push.sender;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How webhooks are called.
 *
 * @param ports that may be called
 * @param allowHttp whether plain http may be spoken
 * @param allowPrivate whether addresses that are not public may be called
 * @param secret signs what is sent
 * @param timeout for one call in all
 * @param concurrency calls on their way at once, at most
 */
public record WebhookOptions(
        Set<Integer> ports,
        boolean allowHttp,
        boolean allowPrivate,
        Optional<String> secret,
        Duration timeout,
        int concurrency) {
    public WebhookOptions {
        ports = Set.copyOf(ports);
    }
}
