package io.restante.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.DeviceId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import io.restante.push.PushEvent.KnockCancelled;
import io.restante.push.PushEvent.KnockIssued;
import io.restante.push.PushEvent.KnockSettled;
import io.restante.push.PushEvent.KnockThrottled;
import io.restante.push.PushRules.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PushDeciderTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final PushTarget PHONE = new PushTarget.Fcm("phone");
    private static final PushTarget TABLET = new PushTarget.Fcm("tablet");
    private static final DeviceId DEVICE = new DeviceId("pocket");

    private PushRules rules = PushRules.DEFAULTS;
    private PushState state = PushState.NONE;
    private Instant now = START;
    private List<PushEvent> last = List.of();
    private long sequence;
    private long offset;

    @Test
    void knocksOnceUntilSomebodyIsSeen() {
        ring(PHONE);
        assertThat(issued()).hasSize(1);
        ring(PHONE);
        assertThat(issued()).isEmpty();
        assertThat(all(KnockThrottled.class)).hasSize(1);
        seen();
        ring(PHONE);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void aTakeLetsTheNextMessageKnockAndTakesNothingBack() {
        ring(PHONE);
        then(decider().looked(state, now));
        assertThat(all(KnockCancelled.class)).isEmpty();
        ring(PHONE);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void knocksForTheFirstAndTheLastOfAnInterval() {
        throttle(Throttle.INTERVAL);
        ring(PHONE);
        assertThat(issued()).hasSize(1);
        pass(Duration.ofSeconds(1));
        ring(PHONE);
        ring(PHONE);
        long newest = ring(PHONE);
        assertThat(issued()).isEmpty();
        pass(Duration.ofSeconds(4));
        due();
        assertThat(issued()).extracting(knock -> knock.knock().sequence()).containsExactly(newest);
        pass(Duration.ofSeconds(10));
        due();
        assertThat(issued()).isEmpty();
    }

    @Test
    void knocksForEachMessageIfThatIsTheRule() {
        throttle(Throttle.EVERY);
        ring(PHONE);
        assertThat(issued()).hasSize(1);
        ring(PHONE);
        assertThat(issued()).hasSize(1);
    }

    @Test
    void whatIsNotUrgentWaitsForTheNextInterval() {
        ring(call(PHONE, Urgency.LOW));
        assertThat(issued()).isEmpty();
        pass(rules.interval());
        due();
        assertThat(issued()).hasSize(1);
    }

    @Test
    void whatIsUrgentDoesNotWaitForWhatIsNot() {
        ring(call(PHONE, Urgency.VERY_LOW));
        long urgent = ring(PHONE);
        assertThat(issued()).extracting(knock -> knock.knock().sequence()).containsExactly(urgent);
        pass(rules.interval());
        due();
        assertThat(issued()).isEmpty();
    }

    @Test
    void aLaterKnockWithTheSameCollapseKeyTakesThePlaceOfTheEarlierOne() {
        throttle(Throttle.EVERY);
        ring(collapsing(PHONE, "mail"));
        KnockIssued first = issued().getFirst();
        ring(collapsing(PHONE, "news"));
        assertThat(all(KnockCancelled.class)).isEmpty();
        ring(collapsing(PHONE, "mail"));
        assertThat(all(KnockCancelled.class))
                .extracting(each -> each.knock().serial())
                .containsExactly(first.knock().serial());
        assertThat(issued()).hasSize(1);
    }

    @Test
    void whoeverComesTakesBackWhatWaits() {
        ring(PHONE);
        answer(PushOutcome.RETRY);
        seen();
        assertThat(all(KnockCancelled.class)).hasSize(1);
        pass(Duration.ofHours(1));
        due();
        assertThat(issued()).isEmpty();
        assertThat(state.dueAt()).isEmpty();
    }

    @Test
    void aMessagesOwnTargetGoesBeforeThoseThatAreRegistered() {
        register(DEVICE, TABLET);
        ring(PHONE);
        assertThat(issued()).extracting(KnockIssued::target).containsExactly(PHONE);
        ring(call(Optional.empty(), Urgency.NORMAL, Optional.empty()));
        assertThat(issued()).extracting(KnockIssued::target).containsExactly(TABLET);
    }

    @Test
    void allDevicesOfAMailboxAreKnockedAt() {
        register(DEVICE, TABLET);
        register(new DeviceId("desk"), PHONE);
        register(new DeviceId("desk too"), PHONE);
        ring(call(Optional.empty(), Urgency.NORMAL, Optional.empty()));
        assertThat(issued()).extracting(KnockIssued::target).containsExactly(TABLET, PHONE);
    }

    @Test
    void aRetryIsNeverBeforeTheProviderWantsToBeAskedAgain() {
        ring(PHONE);
        answer(PushOutcome.RETRY, Optional.of(Duration.ofMinutes(7)));
        pass(Duration.ofMinutes(7).minusMillis(1));
        due();
        assertThat(issued()).isEmpty();
        pass(Duration.ofSeconds(2));
        due();
        assertThat(issued()).singleElement().satisfies(each -> {
            assertThat(each.knock().attempt()).isEqualTo(2);
            assertThat(each.fresh()).isFalse();
        });
    }

    /** A deadline lies in its index by the millisecond: one that was finer would not be found again. */
    @Test
    void isDueAtAWholeMillisecondWhateverTheProviderSays() {
        ring(PHONE);
        KnockIssued knock = issued().getFirst();
        Instant odd = now.plusNanos(1_234_567);
        then(decider()
                .answered(
                        state,
                        result(knock, PushOutcome.RETRY, Optional.of(Duration.ofNanos(30_000_000_123L)), odd),
                        now));
        Instant due = state.dueAt().orElseThrow();
        assertThat(due).isEqualTo(due.truncatedTo(ChronoUnit.MILLIS));
        assertThat(due).isAfter(odd.plusSeconds(30));
    }

    @Test
    void retriesLessAndLessOftenAndNotForEver() {
        ring(PHONE);
        List<Duration> waits = new ArrayList<>();
        while (all(KnockSettled.class).isEmpty()) {
            answer(PushOutcome.RETRY);
            Instant due = state.dueAt().orElse(now);
            waits.add(Duration.between(now, due));
            now = due;
            if (all(KnockSettled.class).isEmpty()) {
                due();
            }
        }
        assertThat(all(KnockSettled.class)).extracting(KnockSettled::outcome).containsExactly(PushOutcome.DROPPED);
        assertThat(now).isBefore(START.plus(rules.maxAge()));
        assertThat(waits.size()).isBetween(7, 14);
        assertThat(waits.getFirst()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(waits.get(4)).isGreaterThanOrEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void anOutcomeIsTakenOnce() {
        ring(PHONE);
        KnockIssued first = issued().getFirst();
        PushResult retry = result(first, PushOutcome.RETRY, Optional.empty(), now);
        then(decider().answered(state, retry, now));
        then(decider().answered(state, retry, now));
        assertThat(last).isEmpty();
        pass(Duration.ofSeconds(10));
        due();
        then(decider().answered(state, retry, now));
        assertThat(last).isEmpty();
    }

    @Test
    void whatCannotBeSentForWantOfCredentialsWaitsHoweverLong() {
        ring(PHONE);
        for (int n = 0; n < 50; n++) {
            answer(PushOutcome.NOT_CONFIGURED);
            assertThat(all(KnockSettled.class)).isEmpty();
            now = state.dueAt().orElseThrow();
            due();
            assertThat(issued()).hasSize(1);
        }
        answer(PushOutcome.RETRY);
        assertThat(all(KnockSettled.class)).isEmpty();
    }

    @Test
    void aTargetThatIsGoneIsRemoved() {
        register(DEVICE, PHONE);
        pass(Duration.ofSeconds(1));
        ring(call(Optional.empty(), Urgency.NORMAL, Optional.empty()));
        pass(Duration.ofSeconds(1));
        answer(PushOutcome.TARGET_GONE);
        assertThat(state.targets()).isEmpty();
    }

    @Test
    void aTargetThatWasRegisteredAfterTheAnswerStays() {
        register(DEVICE, PHONE);
        ring(call(Optional.empty(), Urgency.NORMAL, Optional.empty()));
        KnockIssued knock = issued().getFirst();
        pass(Duration.ofSeconds(1));
        PushResult gone = result(knock, PushOutcome.TARGET_GONE, Optional.empty(), now);
        pass(Duration.ofSeconds(1));
        register(DEVICE, PHONE);
        then(decider().answered(state, gone, now));
        assertThat(state.targets()).hasSize(1);
    }

    @Test
    void anotherTargetOfTheDeviceStays() {
        register(DEVICE, PHONE);
        ring(call(Optional.empty(), Urgency.NORMAL, Optional.empty()));
        KnockIssued knock = issued().getFirst();
        register(DEVICE, TABLET);
        assertThat(all(KnockCancelled.class)).hasSize(1);
        pass(Duration.ofSeconds(1));
        then(decider().answered(state, result(knock, PushOutcome.TARGET_GONE, Optional.empty(), now), now));
        assertThat(state.targets()).extracting(RegisteredTarget::target).containsExactly(TABLET);
    }

    @Test
    void aRecordOfATargetThatComesAgainChangesNothing() {
        register(DEVICE, PHONE);
        register(DEVICE, TABLET);
        then(decider().change(state, DEVICE, new TargetChange.Register(PHONE, Optional.empty()), 0, now));
        assertThat(last).isEmpty();
    }

    @Test
    void theDeviceThatWasRegisteredFirstGivesWay() {
        for (int n = 0; n <= rules.devices(); n++) {
            register(new DeviceId("device-" + n), new PushTarget.Fcm("token-" + n));
        }
        assertThat(state.targets()).hasSize(rules.devices());
        assertThat(state.targets().getFirst().device()).isEqualTo(new DeviceId("device-1"));
    }

    @Test
    void aKnockNobodyReportsOnIsAskedForAgain() {
        ring(PHONE);
        KnockIssued first = issued().getFirst();
        pass(rules.answerWait());
        due();
        assertThat(issued()).singleElement().satisfies(again -> {
            assertThat(again.knock().serial()).isEqualTo(first.knock().serial());
            assertThat(again.knock().attempt()).isEqualTo(1);
            assertThat(again.fresh()).isFalse();
        });
    }

    @Test
    void beforeAPartitionHasCaughtUpAKnockWaits() {
        Call call = call(PHONE, Urgency.NORMAL);
        then(decider().ring(state, call, false, 1, now));
        assertThat(issued()).isEmpty();
        due();
        assertThat(issued()).hasSize(1);
    }

    @Test
    void aKnockForAMessageThatExpiredIsNotAskedFor() {
        Call mortal = new Call(
                1,
                new MessageId("m"),
                now,
                Urgency.LOW,
                Optional.empty(),
                Optional.of(now.plusSeconds(3)),
                Optional.of(PHONE));
        ring(mortal);
        pass(rules.interval());
        due();
        assertThat(issued()).isEmpty();
        assertThat(all(KnockCancelled.class)).hasSize(1);
    }

    @Test
    void targetsThatComeAndGoDoNotPileUp() {
        for (int n = 0; n < 1_000; n++) {
            ring(new PushTarget.Fcm("token-" + n));
        }
        assertThat(state.bells()).hasSize(PushState.BELLS);
        pass(Duration.ofMinutes(1));
        seen();
        assertThat(state.bells()).isEmpty();
    }

    private PushDecider decider() {
        return new PushDecider(rules);
    }

    private void throttle(Throttle throttle) {
        rules = new PushRules(
                throttle,
                rules.interval(),
                rules.sessionEndedDelay(),
                rules.backoff(),
                rules.backoffMaximum(),
                rules.maxAge(),
                rules.answerWait(),
                rules.devices());
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private long ring(PushTarget target) {
        return ring(call(target, Urgency.NORMAL));
    }

    private long ring(Call call) {
        then(decider().ring(state, call, true, 1, now));
        return call.sequence();
    }

    private Call call(PushTarget target, Urgency urgency) {
        return call(Optional.of(target), urgency, Optional.empty());
    }

    private Call collapsing(PushTarget target, String key) {
        return call(Optional.of(target), Urgency.NORMAL, Optional.of(key));
    }

    private Call call(Optional<PushTarget> own, Urgency urgency, Optional<String> collapseKey) {
        long number = sequence++;
        return new Call(number, new MessageId("m" + number), now, urgency, collapseKey, Optional.empty(), own);
    }

    private void register(DeviceId device, PushTarget target) {
        then(decider().change(state, device, new TargetChange.Register(target, Optional.of(now)), offset++, now));
    }

    private void seen() {
        then(decider().seen(state, now));
    }

    private void due() {
        then(decider().due(state, 1, now));
    }

    private void answer(PushOutcome outcome) {
        answer(outcome, Optional.empty());
    }

    private void answer(PushOutcome outcome, Optional<Duration> retryAfter) {
        then(decider().answered(state, result(issued().getFirst(), outcome, retryAfter, now), now));
    }

    private static PushResult result(
            KnockIssued issued, PushOutcome outcome, Optional<Duration> retryAfter, Instant at) {
        Knock knock = issued.knock();
        return new PushResult(
                new NotificationId(0, knock.sequence(), knock.serial()).text(),
                OptionalInt.of(knock.attempt()),
                outcome,
                Optional.empty(),
                retryAfter,
                at);
    }

    private void then(List<PushEvent> events) {
        for (PushEvent event : events) {
            state = state.apply(event);
        }
        last = events;
    }

    private List<KnockIssued> issued() {
        return all(KnockIssued.class);
    }

    private <E extends PushEvent> List<E> all(Class<E> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
