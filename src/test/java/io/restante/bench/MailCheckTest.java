package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.LiveRecord;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailCheckTest {
    private static final int MAILBOXES = 2;
    private static final int LAPS = 3;
    private static final int ROUND = 7;

    private final MailRound round = new MailRound(MAILBOXES, LAPS, new Letters(64), ROUND);
    private final MailCheck check = new MailCheck(round);

    @Test
    void aRoundInWhichEachMessageCameOnceIsRight() {
        all();
        assertThatCode(check::over).doesNotThrowAnyException();
    }

    @Test
    void noticesAMessageThatWasNeverHandedOut() {
        for (int lap = 0; lap < LAPS; lap++) {
            for (int mailbox = 0; mailbox < MAILBOXES; mailbox++) {
                stored(lap, mailbox);
                acknowledged(lap, mailbox);
                if (lap != 1 || mailbox != 1) {
                    handedOut(lap, mailbox);
                }
            }
        }
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("reached its gateway")
                .hasMessageContaining("1 that never did (the first: 3)");
    }

    @Test
    void noticesAMessageThatWasHandedOutTwice() {
        all();
        handedOut(2, 1);
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("reached its gateway")
                .hasMessageContaining("1 that did more than once (the first: 5)");
    }

    @Test
    void noticesThatOneLostAndOneTwiceAreNotEven() {
        for (int lap = 0; lap < LAPS; lap++) {
            for (int mailbox = 0; mailbox < MAILBOXES; mailbox++) {
                handedOut(lap, mailbox);
                stored(lap, mailbox);
                acknowledged(lap, lap == 0 ? 0 : mailbox);
            }
        }
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("was acknowledged")
                .hasMessageContaining("1 that never did (the first: 1)")
                .hasMessageContaining("1 that did more than once (the first: 0)");
    }

    @Test
    void noticesAMessageOfAnotherRound() {
        MailRound before = new MailRound(MAILBOXES, LAPS, new Letters(64), ROUND - 1);
        assertThatThrownBy(() -> check.ledger(MailRound.mailbox(0), entry(before.id(0, 0), Step.STORED)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("another round");
    }

    @Test
    void noticesATakeThatWasDeclinedAndAMessageThatDied() {
        LiveRecord declined = new LiveRecord.Reply("take", new MailboxReply.Acknowledged(0, 1));
        assertThatThrownBy(() -> check.live(MailRound.mailbox(0).value(), declined))
                .isInstanceOf(BenchException.class);
        assertThatThrownBy(() -> check.ledger(MailRound.mailbox(0), entry(round.id(0, 0), Step.DEAD)))
                .isInstanceOf(BenchException.class);
    }

    private void all() {
        for (int lap = 0; lap < LAPS; lap++) {
            for (int mailbox = 0; mailbox < MAILBOXES; mailbox++) {
                handedOut(lap, mailbox);
                stored(lap, mailbox);
                acknowledged(lap, mailbox);
            }
        }
    }

    private void handedOut(int lap, int mailbox) {
        List<OpenMessage> messages =
                List.of(new OpenMessage(round.id(lap, mailbox), lap, Instant.EPOCH, 1, Letters.one(64)));
        MailboxId id = MailRound.mailbox(mailbox);
        check.live(
                id.value(),
                MailRound.live(mailbox)
                        ? new LiveRecord.HandOut("connection", new Epoch(1), messages)
                        : new LiveRecord.Reply("take", new MailboxReply.Taken(messages)));
    }

    private void stored(int lap, int mailbox) {
        check.ledger(MailRound.mailbox(mailbox), entry(round.id(lap, mailbox), Step.STORED));
    }

    private void acknowledged(int lap, int mailbox) {
        check.ledger(MailRound.mailbox(mailbox), entry(round.id(lap, mailbox), Step.ACKNOWLEDGED));
    }

    private static LedgerEntry entry(MessageId id, Step step) {
        return new LedgerEntry(id, 0, step, Instant.EPOCH, Optional.empty(), Optional.empty());
    }
}
