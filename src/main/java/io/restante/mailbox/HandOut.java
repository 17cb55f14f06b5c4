package io.restante.mailbox;

import io.restante.base.Epoch;
import java.time.Instant;
import java.util.Optional;

/**
 * That a message is out, and until when its acknowledgement is waited for.
 *
 * @param session the epoch it was handed out to; absent, a take has it
 * @param due when the wait is over and the message may go out again
 * @param leased whether other takes must not see it before then
 */
public record HandOut(Optional<Epoch> session, Instant at, Instant due, boolean leased) {
    /** Whether this session has the message; one of an older epoch has lost it. */
    public boolean to(Epoch epoch) {
        return session.isPresent() && session.get().equals(epoch);
    }

    public boolean byTake() {
        return session.isEmpty();
    }

    public boolean overAt(Instant now) {
        return !now.isBefore(due);
    }
}
