package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.OpenMessage;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether mailboxes were turned over as they should have been: every message stored once, those of the first laps acknowledged once, nothing else; and each mailbox holds those of the
 * later laps, in their order.
 */
final class MailboxesCheck {
    private final int mailboxes;
    private final int laps;
    private final Seen stored = new Seen("stored");
    private final Seen acknowledged = new Seen("acknowledged");

    /** @param laps messages that each mailbox holds at the end; as many were there before */
    MailboxesCheck(int mailboxes, int laps) {
        this.mailboxes = mailboxes;
        this.laps = laps;
    }

    /** A line of the ledger. */
    void ledger(MailboxId mailbox, LedgerEntry entry) {
        int number = number(entry.id());
        if (!MailboxesSeries.mailbox(number % mailboxes).equals(mailbox)) {
            throw new BenchException(entry.id() + " turned up in " + mailbox);
        }
        if (entry.event() == Step.STORED) {
            stored.once(number);
        } else if (entry.event() == Step.ACKNOWLEDGED) {
            acknowledged.once(number);
        } else {
            throw new BenchException("Unexpected in the ledger of " + mailbox + ": " + entry);
        }
    }

    private static int number(MessageId id) {
        String text = id.value();
        return Integer.parseInt(text.substring(text.indexOf('-') + 1));
    }

    /** @throws BenchException when a message was lost, or acknowledged when it should not have been */
    void over() {
        stored.exactly(2 * laps * mailboxes);
        acknowledged.exactly(laps * mailboxes);
    }

    /** @throws BenchException when the mailbox holds anything else than it should */
    void held(int mailbox, List<OpenMessage> messages) {
        List<MessageId> expected = IntStream.range(laps, 2 * laps)
                .mapToObj(lap -> MailboxesSeries.id(lap * mailboxes + mailbox))
                .toList();
        List<MessageId> found = messages.stream().map(OpenMessage::id).toList();
        if (!found.equals(expected)) {
            throw new BenchException(
                    MailboxesSeries.mailbox(mailbox) + " should hold " + expected + ", and holds " + found);
        }
    }

    /** The numbers of messages of which something was said. */
    private static final class Seen {
        private final String what;
        private final BitSet numbers = new BitSet();

        Seen(String what) {
            this.what = what;
        }

        void once(int number) {
            if (numbers.get(number)) {
                throw new BenchException(MailboxesSeries.id(number) + " was " + what + " twice");
            }
            numbers.set(number);
        }

        void exactly(int first) {
            if (numbers.nextClearBit(0) != first || numbers.cardinality() != first) {
                throw new BenchException("The first " + first + " messages should have been " + what + "; "
                        + numbers.cardinality() + " were, and the first that was not is "
                        + MailboxesSeries.id(numbers.nextClearBit(0)));
            }
        }
    }
}
