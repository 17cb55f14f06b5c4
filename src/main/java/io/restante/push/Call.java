package io.restante.push;

import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that nobody was there for, as far as a knock needs to know it: nothing of what is in it.
 *
 * @param own the target the message came with; it goes before those that are registered
 */
public record Call(
        long sequence,
        MessageId messageId,
        Instant receivedAt,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<Instant> expiresAt,
        Optional<PushTarget> own) {
    /** Whether it can wait for the next interval. */
    boolean unhurried() {
        return urgency.compareTo(Urgency.NORMAL) < 0;
    }
}
