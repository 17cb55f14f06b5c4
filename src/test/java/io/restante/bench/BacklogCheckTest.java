package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.MailboxId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topic;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BacklogCheckTest {
    private static final MailboxId MAILBOX = new MailboxId("backlog");
    private static final int PAGE = 2;

    private final Written written = new Written();
    private final BacklogMailbox mailbox = new BacklogMailbox(MAILBOX, written, new Letters(64));
    private final BacklogCheck check = new BacklogCheck(List.of(mailbox), PAGE);

    @Test
    void aHistoryAsItWasAskedForIsRight() {
        mailbox.add(4);
        mailbox.acknowledge(1);
        mailbox.take(PAGE);
        assertThat(written.topics)
                .containsExactly(
                        "mailbox.messages",
                        "mailbox.messages",
                        "mailbox.messages",
                        "mailbox.messages",
                        "mailbox.commands",
                        "mailbox.commands");
        LongStream.range(0, 4).forEach(n -> happened(n, Step.STORED));
        happened(0, Step.ACKNOWLEDGED);
        taken(1, 2);
        assertThatCode(check::over).doesNotThrowAnyException();
    }

    @Test
    void noticesAMessageThatWasNotStored() {
        mailbox.add(3);
        happened(0, Step.STORED);
        assertThatThrownBy(() -> happened(2, Step.STORED))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("message-1 should be stored next");
    }

    @Test
    void noticesAMessageThatWasAcknowledgedTwice() {
        mailbox.add(2);
        happened(0, Step.ACKNOWLEDGED);
        assertThatThrownBy(() -> happened(0, Step.ACKNOWLEDGED)).isInstanceOf(BenchException.class);
    }

    @Test
    void noticesAnAcknowledgementWithoutEffect() {
        mailbox.add(1);
        mailbox.acknowledge(1);
        happened(0, Step.STORED);
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("of 1 acknowledgements 0 took effect");
    }

    @Test
    void noticesATakeThatGaveOthersThanTheOldest() {
        mailbox.add(4);
        mailbox.take(PAGE);
        assertThatThrownBy(() -> taken(1, 2))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("2 from message-0");
    }

    @Test
    void noticesATakeWithoutAnswerAndAnAnswerWithoutTake() {
        assertThatThrownBy(() -> taken(0, 1)).isInstanceOf(BenchException.class).hasMessageContaining("nobody asked");
        mailbox.take(PAGE);
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("1 takes were not answered");
    }

    private void happened(long message, Step step) {
        check.ledger(
                MAILBOX,
                new LedgerEntry(
                        BacklogMailbox.message(message),
                        message,
                        step,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty()));
    }

    private void taken(long first, long last) {
        check.live(
                MAILBOX.value(),
                new LiveRecord.Reply(
                        "take",
                        new Taken(LongStream.rangeClosed(first, last)
                                .mapToObj(n -> new OpenMessage(
                                        BacklogMailbox.message(n), n, Instant.EPOCH, 0, Letters.one(64)))
                                .toList())));
    }

    /** Remembers where something was written. */
    private static final class Written implements Inputs {
        private final List<String> topics = new ArrayList<>();

        @Override
        public <K, V> void write(Topic<K, V> topic, K key, V value) {
            topics.add(topic.name());
        }
    }
}
