package io.restante.push.sender;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How devices are reached.
 *
 * @param credentials the file of a service account
 * @param projectId absent, the one the service account names
 * @param endpoint where messages go in place of Firebase, {@code http://host:port}
 * @param concurrency notifications that are on their way at once, at most
 * @param title of the notification that is shown; without title and body a device gets data only
 * @param mailboxHint whether the mailbox's name goes along
 */
public record FcmOptions(
        Optional<Path> credentials,
        Optional<String> projectId,
        Optional<String> endpoint,
        int concurrency,
        Optional<String> title,
        Optional<String> body,
        boolean mailboxHint) {
    boolean shown() {
        return title.isPresent() || body.isPresent();
    }
}
