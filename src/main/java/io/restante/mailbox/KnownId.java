package io.restante.mailbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What a mailbox remembers of a message id.
 *
 * @param endedAt when the message left; absent while it is held or dead
 */
public record KnownId(long sequence, Optional<Instant> endedAt) {
    /** Whether the message is held, or dead. */
    public boolean remains() {
        return endedAt.isEmpty();
    }
}
