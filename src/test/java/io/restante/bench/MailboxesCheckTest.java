package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Payload;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.OpenMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxesCheckTest {
    private static final int MAILBOXES = 3;
    private static final int LAPS = 2;

    private final MailboxesCheck check = new MailboxesCheck(MAILBOXES, LAPS);

    private void happened(int from, int to, Step step) {
        IntStream.range(from, to)
                .forEach(number -> check.ledger(MailboxesSeries.mailbox(number % MAILBOXES), entry(number, step)));
    }

    private static LedgerEntry entry(int number, Step step) {
        return new LedgerEntry(
                MailboxesSeries.id(number), number, step, Instant.EPOCH, Optional.empty(), Optional.empty());
    }

    private static List<OpenMessage> messages(int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number ->
                        new OpenMessage(MailboxesSeries.id(number), number, Instant.EPOCH, 0, Payload.ofText("1")))
                .toList();
    }

    @Test
    void mailboxesThatWereTurnedOverOnceAreRight() {
        happened(0, 12, Step.STORED);
        happened(0, 6, Step.ACKNOWLEDGED);
        assertThatCode(check::over).doesNotThrowAnyException();
        assertThatCode(() -> check.held(1, messages(7, 10))).doesNotThrowAnyException();
    }

    @Test
    void noticesAMessageThatIsGone() {
        happened(0, 11, Step.STORED);
        happened(0, 6, Step.ACKNOWLEDGED);
        assertThatThrownBy(check::over)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("the first that was not is message-11");
    }

    @Test
    void noticesAnAcknowledgementThatTookTooMuch() {
        happened(0, 12, Step.STORED);
        happened(0, 7, Step.ACKNOWLEDGED);
        assertThatThrownBy(check::over).isInstanceOf(BenchException.class).hasMessageContaining("acknowledged");
    }

    @Test
    void noticesWhatHappensTwiceElsewhereOrUnasked() {
        happened(0, 1, Step.STORED);
        assertThatThrownBy(() -> happened(0, 1, Step.STORED)).hasMessageContaining("message-0 was stored twice");
        assertThatThrownBy(() -> check.ledger(MailboxesSeries.mailbox(2), entry(1, Step.STORED)))
                .hasMessageContaining("message-1 turned up in");
        assertThatThrownBy(() -> happened(1, 2, Step.EXPIRED)).hasMessageContaining("Unexpected");
    }

    @Test
    void noticesAMailboxThatHoldsOthersOrInAnotherOrder() {
        assertThatThrownBy(() -> check.held(1, messages(10, 7))).hasMessageContaining("should hold");
        assertThatThrownBy(() -> check.held(1, messages(7))).hasMessageContaining("should hold");
        assertThatThrownBy(() -> check.held(1, messages(4, 7, 10))).hasMessageContaining("should hold");
    }
}
