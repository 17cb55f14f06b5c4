package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import java.util.BitSet;
import java.util.List;

/** Reads what a round gave rise to: each message reached its gateway once and was stored and acknowledged once. */
final class MailCheck {
    private final LogReader<String, LiveRecord> live;
    private final LogReader<MailboxId, LedgerEntry> ledger;

    MailCheck(Workbench bench) {
        this.live = bench.reader(Workbench.LIVE);
        this.ledger = bench.reader(Topics.MAILBOX_LEDGER);
    }

    /** Passes by what came of earlier work. */
    void skip() {
        live.read((mailbox, record) -> {});
        ledger.read((mailbox, entry) -> {});
    }

    /** @throws BenchException when a message was lost or came twice */
    void check(MailRound round) {
        Once reached = new Once("reached its gateway", round);
        live.read((mailbox, record) -> {
            if (record instanceof LiveRecord.HandOut out) {
                reached.seen(out.messages());
            } else if (record instanceof LiveRecord.Reply reply && reply.reply() instanceof Taken taken) {
                reached.seen(taken.messages());
            } else {
                throw new BenchException("Unexpected on " + Workbench.LIVE + ": " + record);
            }
        });
        Once stored = new Once("was stored", round);
        Once acknowledged = new Once("was acknowledged", round);
        ledger.read((mailbox, entry) -> {
            if (entry.event() == Step.STORED) {
                stored.seen(round.index(entry.id()));
            } else if (entry.event() == Step.ACKNOWLEDGED) {
                acknowledged.seen(round.index(entry.id()));
            } else if (entry.event() != Step.HANDED_OUT) {
                throw new BenchException("Unexpected in the ledger: " + entry);
            }
        });
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
