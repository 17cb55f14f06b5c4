package io.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Payload;
import io.restante.gateway.Mailboxes.Added;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.MailboxRules.Overflow;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class QuotaAwareMailboxesTest {
    private static final int LIMIT = 10;
    private static final int PLENTY = 8;
    private static final long LIMIT_BYTES = 1_000;

    private final FullMailbox mailbox = new FullMailbox(LIMIT);
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Mailboxes mailboxes = mailboxes(Overflow.REJECT);

    private Mailboxes mailboxes(Overflow overflow) {
        MailboxRules rules =
                new MailboxRules(Duration.ZERO, LIMIT, LIMIT_BYTES, overflow, Duration.ofHours(1), 10, 1_000);
        return new QuotaAwareMailboxes(mailbox, mailbox, rules, waiting::add);
    }

    private CompletableFuture<Added> add(String payload) {
        return mailboxes.add(FullMailbox.MAILBOX, AddMessage.of(Payload.ofText(payload)));
    }

    private List<CompletableFuture<Added>> add(int times, String payload) {
        return IntStream.range(0, times).mapToObj(each -> add(payload)).toList();
    }

    private void answer() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private static void assertRefused(CompletableFuture<Added> add, String reason) {
        assertThatThrownBy(add::join)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(refused -> refused.rejection().reason())
                .isEqualTo(reason);
    }

    @Test
    void whileThereIsPlentyOfRoomNobodyWaitsForTheTopology() {
        List<CompletableFuture<Added>> adds = add(PLENTY, "1");
        answer();
        assertThat(adds).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(mailbox.questions()).isZero();
    }

    @Test
    void whatDoesNotFitIsRefusedAlsoWhenAllWasSentAtOnce() {
        List<CompletableFuture<Added>> adds = add(LIMIT + 3, "1");
        answer();
        assertThat(adds.subList(0, LIMIT)).noneMatch(CompletableFuture::isCompletedExceptionally);
        adds.subList(LIMIT, LIMIT + 3).forEach(add -> assertRefused(add, "quota-full"));
    }

    @Test
    void whatWasRefusedIsRefusedThoughTheMailboxWasDrainedMeanwhile() {
        add(LIMIT, "1");
        CompletableFuture<Added> late = add("1");
        mailbox.drain();
        answer();
        assertRefused(late, "quota-full");
        CompletableFuture<Added> next = add("1");
        answer();
        assertThat(next).isCompleted();
    }

    @Test
    void bytesUnderWayCountThoughTheyAreNotAppliedYet() {
        String large = "1".repeat(300);
        add(3, large);
        answer();
        assertThat(mailbox.questions()).isEqualTo(3);
        mailbox.drain();
        CompletableFuture<Added> small = add("1");
        answer();
        assertThat(small).isCompleted();
        assertThat(mailbox.questions()).as("what was applied counts no more").isEqualTo(3);
    }

    @Test
    void bytesThatOthersAddedCountAsSoonAsTheyAreApplied() {
        CompletableFuture<Added> first = add("1");
        answer();
        assertThat(first).isCompleted();
        CompletableFuture<Added> byAnother =
                mailbox.add(FullMailbox.MAILBOX, AddMessage.of(Payload.ofText("1".repeat(700))));
        assertThat(byAnother).isCompleted();
        mailbox.apply();
        int asked = mailbox.questions();
        CompletableFuture<Added> second = add("1".repeat(300));
        answer();
        assertThat(second).isCompleted();
        assertThat(mailbox.questions())
                .as("adds that asked what became of them")
                .isEqualTo(asked + 1);
    }

    @Test
    void addsGoOntoTheLogInTheOrderOfTheCallsBeforeAnybodyIsAnswered() {
        add(1, "1");
        add(2, "2");
        assertThat(mailbox.payloadsOnLog()).containsExactly("1", "2", "2");
    }

    @Test
    void whileTheStateCannotBeReadAnAddIsAnsweredFromTheLog() {
        mailbox.cannotBeRead();
        CompletableFuture<Added> add = add("1");
        answer();
        assertThat(add).isCompleted();
    }

    @Test
    void nearTheLimitAnAddWhoseFateCannotBeReadIsUnavailable() {
        add(LIMIT, "1");
        answer();
        mailbox.answersStatusOnly();
        CompletableFuture<Added> add = add("1");
        answer();
        assertThatThrownBy(add::join).hasCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void aMessageLargerThanTheWholeMailboxDoesNotReachTheLog() {
        assertRefused(add("1".repeat((int) LIMIT_BYTES + 1)), "message-too-large");
        assertThat(mailbox.payloadsOnLog()).isEmpty();
    }

    @Test
    void whereTheOldestGiveWayNobodyAsks() {
        Mailboxes evicting = mailboxes(Overflow.EVICT_OLDEST);
        for (int i = 0; i < LIMIT + 3; i++) {
            assertThat(evicting.add(FullMailbox.MAILBOX, AddMessage.of(Payload.ofText("1"))))
                    .isCompleted();
        }
        assertThat(waiting).isEmpty();
    }
}
