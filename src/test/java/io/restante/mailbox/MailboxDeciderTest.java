package io.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.base.Urgency;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxEvent.BacklogDelivered;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxEvent.MessageDied;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.MessageRefused;
import io.restante.mailbox.MailboxEvent.MessageStored;
import io.restante.mailbox.MailboxEvent.SessionLeft;
import io.restante.mailbox.MailboxReply.Acknowledged;
import io.restante.mailbox.MailboxReply.Declined;
import io.restante.mailbox.MailboxReply.Purged;
import io.restante.mailbox.MailboxReply.PutBack;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.MailboxRules.Overflow;
import io.restante.push.PushEvent.KnockIssued;
import io.restante.session.EndReason;
import io.restante.session.LiveSession;
import io.restante.session.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Deciders by example: what happened, what is asked, what follows. */
class MailboxDeciderTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final MailboxRules RULES =
            new MailboxRules(Duration.ofMinutes(10), 5, 100, Overflow.REJECT, Duration.ofMinutes(1), 1_000, 1_000);
    private static final DeliveryRules DELIVERY =
            new DeliveryRules(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(20), 2, 50, 3);

    private final InMemoryContents contents = new InMemoryContents();
    private MailboxDecider decider = new MailboxDecider(RULES, DELIVERY);
    private Instant now = START;
    private boolean caughtUp = true;
    private long sequence;
    private long commands;
    private List<MailboxEvent> last = List.of();

    private List<KnockIssued> knocks() {
        return all(MailboxEvent.Pushing.class).stream()
                .map(MailboxEvent.Pushing::event)
                .filter(KnockIssued.class::isInstance)
                .map(KnockIssued.class::cast)
                .toList();
    }

    @Test
    void holdsWhatNobodyIsThereFor() {
        add("one");
        assertThat(all(MessageStored.class)).hasSize(1);
        assertThat(knocks()).isEmpty();
        assertThat(contents.head().count()).isEqualTo(1);
        assertThat(contents.head().bytes()).isEqualTo(1);
    }

    @Test
    void knocksIfTheMessageNamesATargetAndNobodyIsThere() {
        add(message("one", 1).withPush(new PushTarget.Fcm("device")));
        assertThat(knocks()).hasSize(1);
        open(1);
        add(message("two", 1).withPush(new PushTarget.Fcm("device")));
        assertThat(knocks()).isEmpty();
    }

    @Test
    void handsOutAtOnceToASessionThatHasEverythingElse() {
        open(1);
        add("one");
        assertThat(out()).containsExactly("one#1");
    }

    @Test
    void anIdIsOneMessageWhileItIsHeldAndForAWhileAfter() {
        add("one");
        assertThat(add("one")).isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
        acknowledge("one");
        pass(Duration.ofSeconds(59));
        assertThat(add("one")).isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
        pass(Duration.ofSeconds(1));
        add("one");
        assertThat(all(MessageStored.class)).hasSize(1);
    }

    @Test
    void anIdThatCameAgainIsNotForgottenForTheSakeOfTheOneBefore() {
        add("one");
        acknowledge("one");
        now = now.plusSeconds(61);
        add("one");
        wake();
        assertThat(contents.known(id("one"))).contains(new KnownId(1, Optional.empty()));
        assertThat(acknowledge("one")).isEqualTo(new Acknowledged(1, 0));
    }

    @Test
    void aFullMailboxRefusesWithARecord() {
        add("a", "b", "c", "d", "e");
        add("f");
        assertThat(all(MessageRefused.class))
                .extracting(refused -> refused.refused().reason())
                .containsExactly("quota-full");
        acknowledge("a");
        add("f");
        assertThat(held()).containsExactly("b", "c", "d", "e", "f");
    }

    @Test
    void aMailboxIsFullOfBytesToo() {
        add(message("a", 60));
        add(message("b", 41));
        assertThat(all(MessageRefused.class)).hasSize(1);
        add(message("c", 40));
        assertThat(held()).containsExactly("a", "c");
    }

    @Test
    void theOldestGiveWayWhereThatIsThePolicy() {
        decider = new MailboxDecider(evicting(), DELIVERY);
        add("a", "b", "c", "d", "e");
        add(message("big", 98));
        assertThat(all(MessageDropped.class))
                .extracting(dropped -> dropped.message().id() + " " + dropped.why())
                .containsExactly("a EVICTED", "b EVICTED", "c EVICTED");
        assertThat(held()).containsExactly("d", "e", "big");
    }

    @Test
    void nothingGivesWayToWhatCanNeverFit() {
        decider = new MailboxDecider(evicting(), DELIVERY);
        add("a");
        add(message("huge", 101));
        assertThat(all(MessageRefused.class)).hasSize(1);
        assertThat(held()).containsExactly("a");
    }

    private static MailboxRules evicting() {
        return new MailboxRules(RULES.ttl(), 5, 100, Overflow.EVICT_OLDEST, RULES.dedupeWindow(), 1_000, 1_000);
    }

    @Test
    void messagesExpireByTheirOwnTimeOrTheRule() {
        add(expiring("brief", 5));
        add("usual");
        add(expiring("for-ever", 0));
        add(expiring("long", 3_600));
        pass(Duration.ofSeconds(5));
        assertThat(held()).containsExactly("usual", "for-ever", "long");
        pass(Duration.ofMinutes(10));
        assertThat(held()).containsExactly("for-ever", "long");
        pass(Duration.ofHours(1));
        assertThat(held()).containsExactly("for-ever");
    }

    @Test
    void ownTimesBehindOthersExpireToo() {
        add("usual");
        add(expiring("brief", 5));
        add("usual-2");
        add(expiring("brief-2", 6));
        pass(Duration.ofSeconds(6));
        assertThat(held()).containsExactly("usual", "usual-2");
    }

    @Test
    void whatIsOutExpiresAsWell() {
        open(1);
        add(expiring("brief", 5));
        assertThat(out()).containsExactly("brief#1");
        pass(Duration.ofSeconds(5));
        assertThat(held()).isEmpty();
        assertThat(contents.head().handedOut()).isZero();
    }

    @Test
    void aTakeIsTheOldestAsManyAsAskedFor() {
        add("a", "b", "c");
        assertThat(take(2, 0, null, 0)).containsExactly("a", "b");
        assertThat(take(0, 0, null, 0)).containsExactly("a", "b", "c");
        assertThat(contents.head().taken()).isEqualTo(3);
    }

    @Test
    void aTakeIsAlwaysAtLeastOne() {
        add(message("big", 50));
        add(message("small", 1));
        add(message("third", 1));
        assertThat(take(0, 10, null, 0)).containsExactly("big");
        acknowledge("big");
        assertThat(take(0, 2, null, 0)).containsExactly("small", "third");
        assertThat(take(1, 2, null, 0)).containsExactly("small");
    }

    @Test
    void aTakeForARecipientSeesNoOthers() {
        add(to("a", "did:x"));
        add(to("b", "did:y"));
        add(to("c", "did:y", "did:x"));
        assertThat(take(0, 0, "did:x", 0)).containsExactly("a", "c");
        assertThat(take(0, 0, "did:z", 0)).isEmpty();
    }

    @Test
    void aLeaseHidesUntilItIsOver() {
        add("a", "b");
        assertThat(take(1, 0, null, 30)).containsExactly("a");
        assertThat(take(0, 0, null, 30)).containsExactly("b");
        assertThat(take(0, 0, null, 0)).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(take(0, 0, null, 0)).containsExactly("a", "b");
    }

    @Test
    void acknowledgesInAnyOrderAndCountsWhatItDoesNotKnow() {
        add("a", "b", "c");
        assertThat(acknowledge("c", "nobody", "a", "c")).isEqualTo(new Acknowledged(2, 1));
        assertThat(acknowledge("a")).isEqualTo(new Acknowledged(0, 1));
        assertThat(acknowledge()).isEqualTo(new Acknowledged(0, 0));
        assertThat(held()).containsExactly("b");
        assertThat(contents.message(0)).isEmpty();
    }

    @Test
    void acknowledgesAllOfARecipient() {
        add(to("a", "did:x"));
        add(to("b", "did:y"));
        assertThat(ask(new AcknowledgeAll("did:x"))).isEqualTo(new Acknowledged(1, 0));
        assertThat(held()).containsExactly("b");
    }

    @Test
    void aDryRunOnlyCounts() {
        add(to("a", "did:x"));
        add("b");
        assertThat(ask(new PurgeMessages(Optional.empty(), true))).isEqualTo(new Purged(2, true));
        assertThat(held()).hasSize(2);
        assertThat(ask(new PurgeMessages(Optional.of("did:x"), false))).isEqualTo(new Purged(1, false));
        assertThat(all(MessageDropped.class)).extracting(MessageDropped::why).containsExactly(Step.PURGED);
        assertThat(held()).containsExactly("b");
    }

    @Test
    void whatAPurgeLeavesIsHandedOutInThePlaceOfWhatLeft() {
        open(1);
        add(to("a", "did:x"));
        add(to("b", "did:x"));
        add("c");
        assertThat(out()).isEmpty();
        ask(new PurgeMessages(Optional.of("did:x"), false));
        assertThat(out()).containsExactly("c#1");
    }

    @Test
    void redeliversWhenTheWaitIsOverAndWaitsTwiceAsLong() {
        open(1);
        add("a");
        pass(Duration.ofMillis(9_999));
        assertThat(out()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(out()).containsExactly("a#2");
        pass(Duration.ofMillis(19_999));
        assertThat(out()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(out()).containsExactly("a#3");
    }

    @Test
    void theOneNotYetDueKeepsItsWake() {
        open(1);
        add("a");
        pass(Duration.ofSeconds(4));
        add("b");
        pass(Duration.ofSeconds(6));
        assertThat(out()).containsExactly("a#2");
        assertThat(contents.head().wakeAt()).contains(START.plusSeconds(14));
        pass(Duration.ofSeconds(4));
        assertThat(out()).containsExactly("b#2");
    }

    @Test
    void noHandOutIsOfAnEarlierTimeThanTheOneBeforeIt() {
        open(1);
        pass(Duration.ofSeconds(2));
        add("a");
        now = now.minusSeconds(1);
        add("b");
        pass(Duration.ofSeconds(10));
        assertThat(out()).isEmpty();
        assertThat(contents.head().wakeAt()).contains(START.plusSeconds(12));
        pass(Duration.ofSeconds(1));
        assertThat(out()).containsExactly("a#2", "b#2");
    }

    @Test
    void whatIsNeverAcknowledgedDiesAndCanBePutBack() {
        open(1);
        add("a");
        pass(Duration.ofSeconds(10));
        pass(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));
        assertThat(all(MessageDied.class)).hasSize(1);
        assertThat(contents.head().dead()).isEqualTo(1);
        assertThat(contents.head().handedOut()).isZero();
        assertThat(add("a")).isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
        assertThat(ask(new PutBackMessage(id("a")))).isEqualTo(new PutBack());
        assertThat(out()).containsExactly("a#1");
        assertThat(contents.head().dead()).isZero();
        assertThat(ask(new PutBackMessage(id("a")))).isInstanceOf(Declined.class);
    }

    @Test
    void whatATakeLetLapseGoesToTheSessionThatHadComePastIt() {
        add("a");
        open(1);
        assertThat(take(1, 0, null, 0)).containsExactly("a");
        pass(Duration.ofSeconds(3));
        assertThat(out()).isEmpty();
        assertThat(contents.head().window().orElseThrow().cursor()).isZero();
        pass(Duration.ofSeconds(7));
        assertThat(out()).containsExactly("a#1");
        assertThat(contents.head().taken()).isZero();
    }

    @Test
    void theWindowBoundsWhatIsOutAndKeepsTheOrder() {
        open(1);
        add("a", "b", "c", "d");
        assertThat(contents.head().handedOut()).isEqualTo(2);
        acknowledge("b");
        assertThat(out()).containsExactly("c#1");
        acknowledge("a", "c");
        assertThat(out()).containsExactly("d#1");
    }

    @Test
    void theWindowBoundsTheBytesThatAreOutAndOneMayAlwaysBe() {
        open(1);
        add(message("a", 60));
        assertThat(out()).containsExactly("a#1");
        add("b", "c");
        assertThat(contents.head().handedOut()).isEqualTo(1);
        acknowledge("a");
        assertThat(out()).containsExactly("b#1", "c#1");
    }

    @Test
    void aBacklogGoesOutByItsBytes() {
        add(message("a", 60));
        add("b");
        open(1);
        pass(Duration.ofSeconds(3));
        assertThat(out()).containsExactly("a#1");
        acknowledge("a");
        assertThat(out()).containsExactly("b#1");
        assertThat(all(BacklogDelivered.class)).hasSize(1);
    }

    @Test
    void theBacklogGoesOutAfterTheGraceAndThatIsSaid() {
        add("a", "b", "c");
        open(1);
        assertThat(out()).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(out()).containsExactly("a#1", "b#1");
        assertThat(all(BacklogDelivered.class)).isEmpty();
        acknowledge("a");
        assertThat(out()).containsExactly("c#1");
        assertThat(all(BacklogDelivered.class)).hasSize(1);
        acknowledge("b");
        assertThat(all(BacklogDelivered.class)).isEmpty();
    }

    @Test
    void anEmptyBacklogIsDoneAtOnce() {
        open(1);
        assertThat(all(BacklogDelivered.class)).hasSize(1);
    }

    @Test
    void aNewerSessionGetsWhatTheOlderHad() {
        open(1);
        add("a");
        open(2);
        assertThat(all(SessionLeft.class)).extracting(SessionLeft::reason).containsExactly(EndReason.REPLACED);
        pass(Duration.ofSeconds(3));
        assertThat(out()).containsExactly("a#2");
    }

    @Test
    void anOlderEpochChangesNothing() {
        open(2);
        open(1);
        assertThat(last).isEmpty();
        close(1);
        assertThat(last).isEmpty();
        close(2);
        assertThat(all(SessionLeft.class)).hasSize(1);
        assertThat(contents.head().window()).isEmpty();
    }

    @Test
    void whatWasOutWithAnEndedSessionIsPending() {
        open(1);
        add("a");
        close(1);
        assertThat(contents.head().handedOut()).isZero();
        assertThat(take(0, 0, null, 0)).containsExactly("a");
    }

    @Test
    void nothingIsHandedOutBeforeItHasCaughtUp() {
        open(1);
        caughtUp = false;
        add("a");
        assertThat(out()).isEmpty();
        assertThat(contents.head().wakeAt()).contains(now);
        caughtUp = true;
        wake();
        assertThat(out()).containsExactly("a#1");
    }

    @Test
    void aLookDealsWithABatchAndStaysDue() {
        decider = new MailboxDecider(
                new MailboxRules(Duration.ZERO, 2_000, 10_000, Overflow.REJECT, Duration.ofMinutes(1), 9, 9), DELIVERY);
        for (int n = 0; n < 700; n++) {
            add(expiring("m" + n, 1));
        }
        now = now.plusSeconds(1);
        wake();
        assertThat(held()).hasSize(200);
        assertThat(contents.head().wakeAt()).contains(now);
        wake();
        assertThat(held()).isEmpty();
    }

    @Test
    void theFrontFollowsWhatIsAcknowledgedThoughSequencesHaveGaps() {
        add("a");
        sequence += 1_000;
        add("b");
        sequence += 1_000;
        add("c");
        acknowledge("a");
        acknowledge("b");
        assertThat(contents.head().first()).isEqualTo(contents.held().getFirst().previous() + 1);
        assertThat(held()).containsExactly("c");
    }

    @Test
    void theFrontStaysWhereAnOlderMessageIsHeld() {
        add("a");
        sequence += 1_000;
        add("b", "c");
        acknowledge("b");
        assertThat(contents.head().first())
                .isLessThanOrEqualTo(contents.held().getFirst().sequence());
        assertThat(held()).containsExactly("a", "c");
    }

    @Test
    void anIdMayComeAgainWhenItsMessageExpiredLongEnoughAgoWhetherATickFoundItOrNot() {
        add(expiring("a", 5));
        now = now.plusSeconds(64);
        assertThat(add("a")).isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
        now = now.plusSeconds(1);
        add("a");
        assertThat(all(MessageDropped.class)).hasSize(1);
        assertThat(all(MessageStored.class)).hasSize(1);
        assertThat(held()).containsExactly("a");
        wake();
        assertThat(contents.known(id("a")).orElseThrow().endedAt()).isEmpty();
    }

    @Test
    void aCommandThatIsAppliedOnceMoreDoesNotMeanWhatCameInAfterIt() {
        acknowledge("a");
        add("a", "b");
        ask(new AcknowledgeMessages(List.of(id("a"))), 0);
        ask(new PurgeMessages(Optional.empty(), false), 0);
        assertThat(held()).containsExactly("a", "b");
        acknowledge("a");
        assertThat(held()).containsExactly("b");
    }

    private void add(String... ids) {
        for (String each : ids) {
            add(message(each, 1));
        }
    }

    private Decision<MailboxEvent> add(String id) {
        return add(message(id, 1));
    }

    private Decision<MailboxEvent> add(AddMessage message) {
        Mailbox mailbox = contents.load();
        return keep(
                mailbox, decider.add(mailbox, message, sequence++, message.id().orElseThrow(), moment()));
    }

    private static AddMessage message(String id, int size) {
        return AddMessage.of(Payload.ofText("1".repeat(size))).withId(id(id));
    }

    private static AddMessage expiring(String id, long seconds) {
        return new AddMessage(
                Optional.of(id(id)),
                List.of(),
                Payload.ofText("1"),
                Optional.of(Duration.ofSeconds(seconds)),
                Urgency.NORMAL,
                Optional.empty(),
                Optional.empty());
    }

    private static AddMessage to(String id, String... recipients) {
        return new AddMessage(
                Optional.of(id(id)),
                List.of(recipients),
                Payload.ofText("1"),
                Optional.empty(),
                Urgency.NORMAL,
                Optional.empty(),
                Optional.empty());
    }

    private static MessageId id(String id) {
        return new MessageId(id);
    }

    private Moment moment() {
        return new Moment(now, caughtUp);
    }

    private Decision<MailboxEvent> keep(Mailbox mailbox, Decision<MailboxEvent> decision) {
        last = decision instanceof Accepted<MailboxEvent> accepted ? accepted.events() : List.of();
        last.forEach(mailbox::apply);
        contents.save(mailbox);
        return decision;
    }

    private MailboxReply ask(MailboxCommand command) {
        return ask(command, commands++);
    }

    private MailboxReply ask(MailboxCommand command, long offset) {
        Mailbox mailbox = contents.load();
        mailbox.mark(Marks.Input.COMMANDS, offset);
        CommandRequest request = new CommandRequest(
                command, Optional.of(new ReplyAddress(new GatewayId("here"), "q")), OptionalLong.empty(), 0);
        keep(mailbox, decider.command(mailbox, request, offset, moment()));
        return all(CommandAnswered.class).getFirst().reply();
    }

    private MailboxReply acknowledge(String... ids) {
        return ask(
                new AcknowledgeMessages(Arrays.stream(ids).map(MessageId::new).toList()));
    }

    /** @param limit 0, none; so are bytes and lease */
    private List<String> take(
            int limit, int bytes, @org.jspecify.annotations.Nullable String recipient, int leaseSeconds) {
        Taken taken = (Taken) ask(new TakeMessages(
                limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit),
                bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes),
                Optional.ofNullable(recipient),
                Optional.of(Duration.ofSeconds(leaseSeconds)).filter(Duration::isPositive)));
        return taken.messages().stream().map(each -> each.id().value()).toList();
    }

    private void open(long epoch) {
        session(new SessionEvent.SessionGranted(new LiveSession(
                new Epoch(epoch),
                new SessionId("s"),
                new GatewayId("here"),
                "run",
                "c" + epoch,
                now,
                Optional.empty())));
    }

    private void close(long epoch) {
        session(new SessionEvent.SessionEnded(new Epoch(epoch), now, EndReason.CLOSED));
    }

    private void session(SessionEvent event) {
        Mailbox mailbox = contents.load();
        keep(mailbox, decider.session(mailbox, event, moment()));
    }

    /** Time passes, and the mailbox is looked at if it wanted to be by then. */
    private void pass(Duration time) {
        now = now.plus(time);
        last = List.of();
        if (contents.head().wakeAt().filter(wake -> !now.isBefore(wake)).isPresent()) {
            wake();
        }
    }

    private void wake() {
        Mailbox mailbox = contents.load();
        keep(mailbox, decider.wake(mailbox, moment()));
    }

    private <E extends MailboxEvent> List<E> all(Class<E> type) {
        return last.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What went out in the last step, with its attempt. */
    private List<String> out() {
        return all(MessageHandedOut.class).stream()
                .map(out -> out.message().id() + "#" + out.message().attempts())
                .toList();
    }

    private List<String> held() {
        return contents.held().stream().map(held -> held.id().value()).toList();
    }
}
