package io.restante.mailbox;

import io.restante.base.Epoch;
import io.restante.base.MessageId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One line of a message's timeline: the value of a record of {@code mailbox.ledger}.
 *
 * @param epoch the live session it was handed out to, or whose acknowledgement it was
 * @param attempt which hand-out it was, or which try of a knock
 * @param outcome what became of a knock
 */
public record LedgerEntry(
        MessageId id,
        long sequence,
        Step event,
        Instant at,
        Optional<Epoch> epoch,
        Optional<Integer> attempt,
        Optional<String> outcome) {
    /** A line that is not about a knock. */
    public LedgerEntry(
            MessageId id, long sequence, Step event, Instant at, Optional<Epoch> epoch, Optional<Integer> attempt) {
        this(id, sequence, event, at, epoch, attempt, Optional.empty());
    }

    /** What can happen to a message. */
    public enum Step {
        STORED,
        HANDED_OUT,
        PUSHED,
        ACKNOWLEDGED,
        EXPIRED,
        EVICTED,
        PURGED,
        DEAD,
        PUT_BACK;

        /** The word on the topic: kebab case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
