package io.restante.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaTimelinesTest {
    private static final MessageId ID = new MessageId("a");
    private static final Instant AT = Instant.parse("2026-11-20T18:17:05.200Z");

    private static LedgerEntry entry(Step step, int attempt, long millis) {
        return new LedgerEntry(ID, 0, step, AT.plusMillis(millis), Optional.of(new Epoch(1)), Optional.of(attempt));
    }

    @Test
    void whatHappenedIsToldOnceInOrderThoughItIsOnTheLogAgain() {
        LedgerEntry stored = new LedgerEntry(ID, 0, Step.STORED, AT, Optional.empty(), Optional.empty());
        LedgerEntry first = entry(Step.HANDED_OUT, 1, 0);
        LedgerEntry second = entry(Step.HANDED_OUT, 2, 10);
        LedgerEntry acknowledged = entry(Step.ACKNOWLEDGED, 2, 11);
        LedgerEntry other = new LedgerEntry(new MessageId("b"), 1, Step.STORED, AT, Optional.empty(), Optional.empty());
        assertThat(KafkaTimelines.ofMessage(
                        ID, List.of(stored, first, other, second, stored, first, acknowledged, second)))
                .containsExactly(stored, first, second, acknowledged);
    }

    @Test
    void aLogThatCannotBeReadInTimeIsUnavailable() {
        Timelines nowhere = new KafkaTimelines(Map.of("bootstrap.servers", "127.0.0.1:1"), Duration.ofMillis(300));
        assertThatThrownBy(() -> nowhere.sessions(new MailboxId("m"), AT, AT)).isInstanceOf(UnavailableException.class);
    }
}
