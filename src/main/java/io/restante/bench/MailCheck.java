package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.contract.LiveRecord;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import java.util.BitSet;
import java.util.List;

/** What a round of mail gave rise to: each message is to reach its gateway once, and to be stored and acknowledged once. */
final class MailCheck {
    private final MailRound round;
    private final Once reached;
    private final Once stored;
    private final Once acknowledged;

    MailCheck(MailRound round) {
        this.round = round;
        this.reached = new Once("reached its gateway", round);
        this.stored = new Once("was stored", round);
        this.acknowledged = new Once("was acknowledged", round);
    }

    /** A record on the gateway's topic. */
    void live(String mailbox, LiveRecord record) {
        if (record instanceof LiveRecord.HandOut out) {
            reached.seen(out.messages());
        } else if (record instanceof LiveRecord.Reply reply && reply.reply() instanceof Taken taken) {
            reached.seen(taken.messages());
        } else {
            throw new BenchException("Unexpected on " + Workbench.LIVE + " for " + mailbox + ": " + record);
        }
    }

    /** A line of the ledger. */
    void ledger(MailboxId mailbox, LedgerEntry entry) {
        if (entry.event() == Step.STORED) {
            stored.seen(round.index(entry.id()));
        } else if (entry.event() == Step.ACKNOWLEDGED) {
            acknowledged.seen(round.index(entry.id()));
        } else if (entry.event() != Step.HANDED_OUT) {
            throw new BenchException("Unexpected in the ledger of " + mailbox + ": " + entry);
        }
    }

    /** @throws BenchException when a message was lost or came twice */
    void over() {
        List.of(reached, stored, acknowledged).forEach(Once::all);
    }

    /** What must be true of every message of the round, exactly once. */
    private static final class Once {
        private final String what;
        private final MailRound round;
        private final BitSet seen = new BitSet();
        private final BitSet again = new BitSet();

        Once(String what, MailRound round) {
            this.what = what;
            this.round = round;
        }

        void seen(List<OpenMessage> messages) {
            messages.forEach(message -> seen(round.index(message.id())));
        }

        void seen(int index) {
            (seen.get(index) ? again : seen).set(index);
        }

        void all() {
            int lost = round.messages() - seen.cardinality();
            if (lost > 0 || !again.isEmpty()) {
                throw new BenchException("Of " + round.messages() + " messages each " + what + " once but " + lost
                        + " that never did (the first: " + seen.nextClearBit(0) + ") and " + again.cardinality()
                        + " that did more than once (the first: " + again.nextSetBit(0) + ")");
            }
        }
    }
}
