package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How devices are reached, through Firebase Cloud Messaging.
 *
 * @param credentials the file of a service account; without it notifications for devices wait
 * @param projectId the Firebase project; without it, the one that the service account names
 * @param endpoint where the messages go in place of Firebase's own address; for a stand-in
 * @param concurrency notifications that are on their way at once, at most
 * @param title of the notification that a device shows; without title and body it gets data only
 * @param body of that notification
 * @param mailboxHint whether the mailbox's name goes with it
 */
public record FcmSettings(
        Optional<Path> credentials,
        Optional<String> projectId,
        Optional<String> endpoint,
        int concurrency,
        Optional<String> title,
        Optional<String> body,
        boolean mailboxHint) {
    public static final FcmSettings DEFAULTS = new FcmSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), 50, Optional.empty(), Optional.empty(), false);

    /** The same settings for a service that stands in for Firebase. */
    FcmSettings standIn(Path account, String address) {
        return new FcmSettings(
                Optional.of(account), projectId, Optional.of(address), concurrency, title, body, mailboxHint);
    }

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public FcmSettings {
        Requirement.positive("concurrency", concurrency);
        endpoint.ifPresent(address -> require(
                address.matches("https?://[^/]+"), "endpoint", '"' + address + '"', "http:// or https:// and a host"));
    }
}
