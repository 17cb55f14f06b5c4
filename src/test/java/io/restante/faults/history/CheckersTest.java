package io.restante.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.faults.history.Event.Connected;
import io.restante.faults.history.Event.DeadLetter;
import io.restante.faults.history.Event.Ended;
import io.restante.faults.history.Event.EverybodyLeft;
import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Healed;
import io.restante.faults.history.Event.Leaving;
import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.Poisoned;
import io.restante.faults.history.Event.Presence;
import io.restante.faults.history.Event.Pushed;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Event.Received;
import io.restante.faults.history.Event.Removed;
import io.restante.faults.history.Event.Removing;
import io.restante.faults.history.Event.SessionAsked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.Event.SessionLetGo;
import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.Event.Written;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each checker is told of what may never happen, finds it, and shows no line too many; and is content with what may happen. */
class CheckersTest {
    private static final int INFLIGHT = 2;
    private static final Trial TRIAL = new Trial(Checkers.all(INFLIGHT));
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static void found(Class<? extends Checker> by, Event... events) {
        TRIAL.found(by, events);
    }

    private static void fine(Event... events) {
        TRIAL.fine(events);
    }

    private static Ledger handedOut(String id, long sequence, long epoch, int attempt) {
        return new Ledger("alice", id, sequence, "handed-out", epoch, attempt);
    }

    private static Ledger told(String id, long sequence, String step) {
        return new Ledger("alice", id, sequence, step, 0, 0);
    }

    private static Ended ended(long epoch, int from, int to, String reason) {
        return new Ended("alice", "s" + epoch, epoch, "g1", NOON.plusSeconds(from), NOON.plusSeconds(to), reason);
    }

    @Test
    void aMessageThatIsGoneIsFound() {
        found(
                NothingAcceptedIsLost.class,
                new Written("alice", "m1", "mailbox.messages-0-1"),
                new Written("alice", "m2", "mailbox.messages-0-2"),
                new Looked("alice", 1, Set.of("m1"), false),
                new Looked("alice", 1, Set.of("m1"), true));
    }

    @Test
    void aMessageOfAnotherMailboxIsNotTheSame() {
        found(
                NothingAcceptedIsLost.class,
                new Written("alice", "m1", ""),
                new Removing("bob", Set.of("m1")),
                new Looked("bob", 1, Set.of("m1"), true),
                new Looked("alice", 1, Set.of(), true));
    }

    @Test
    void whatEndedByARecordIsNotLost() {
        fine(
                new Written("alice", "m1", ""),
                new Written("alice", "m2", ""),
                new Written("alice", "m3", ""),
                new Written("alice", "m4", ""),
                new Removing("alice", Set.of("m1")),
                told("m2", 2, "dead"),
                new Event.Refused("alice", "m3"),
                new Looked("alice", 1, Set.of("m4"), true));
    }

    @Test
    void anAcknowledgedMessageThatIsHeldIsFound() {
        found(
                AcknowledgedStaysAcknowledged.class,
                new Written("alice", "m1", ""),
                new Removing("alice", Set.of("m1")),
                new Removed("alice", Set.of("m1")),
                new Looked("alice", 3, Set.of("m1"), false));
    }

    @Test
    void aLookThatBeganBeforeTheConfirmationMayStillHoldIt() {
        fine(
                new Written("alice", "m1", ""),
                new Removing("alice", Set.of("m1")),
                new Removed("alice", Set.of("m1")),
                new Looked("alice", 2, Set.of("m1"), false));
    }

    @Test
    void aNewAttemptAfterAnAcknowledgementIsFound() {
        found(
                AcknowledgedStaysAcknowledged.class,
                handedOut("m1", 1, 5, 1),
                told("m1", 1, "acknowledged"),
                handedOut("m1", 1, 5, 1),
                handedOut("m1", 1, 5, 2));
    }

    @Test
    void aDeadLetterThatIsPutBackIsHandedOutAgain() {
        fine(
                handedOut("m1", 1, 5, 1),
                told("m1", 1, "acknowledged"),
                told("m1", 1, "put-back"),
                handedOut("m1", 1, 5, 2));
    }

    @Test
    void aMessageAtTheOlderSocketIsFound() {
        found(
                OnlyTheCurrentSessionIsHandedTo.class,
                new SessionAsked("alice", "old", "g1"),
                new SessionGranted("alice", "old"),
                new SessionAsked("alice", "new", "g2"),
                new SessionGranted("alice", "new"),
                new Writing("alice", "m1"),
                new Received("alice", "m1", "old"));
    }

    @Test
    void whatWasWrittenBeforeTheNewerSessionMayStillBeOnItsWay() {
        fine(
                new SessionAsked("alice", "old", "g1"),
                new SessionGranted("alice", "old"),
                new SessionAsked("alice", "new", "g2"),
                new Writing("alice", "m1"),
                new SessionGranted("alice", "new"),
                new Received("alice", "m1", "old"),
                new Received("alice", "m1", "new"));
    }

    @Test
    void aHandOutUnderAnOlderEpochIsFound() {
        found(
                OnlyTheCurrentSessionIsHandedTo.class,
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 9, 1),
                handedOut("m1", 1, 5, 1),
                handedOut("m3", 3, 5, 1));
    }

    @Test
    void twoSessionsAtOnceAreFound() {
        found(OneSessionIsCurrent.class, ended(5, 0, 10, "replaced"), ended(9, 8, 20, "closed"));
    }

    @Test
    void aSessionThatEndsInTwoWaysIsFound() {
        found(OneSessionIsCurrent.class, ended(5, 0, 10, "closed"), ended(5, 0, 11, "gateway_lost"));
    }

    @Test
    void sessionsOneAfterTheOtherAreFineAlsoWhenToldTwice() {
        fine(
                ended(5, 0, 10, "replaced"),
                ended(9, 10, 20, "closed"),
                ended(5, 0, 10, "replaced"),
                ended(9, 10, 20, "closed"));
    }

    @Test
    void whoEntersTwiceIsFound() {
        found(
                LeftFollowsEntered.class,
                new Presence("class", "entered", "ann", 3),
                new Presence("class", "entered", "ann", 7));
    }

    @Test
    void whoLeavesTwiceIsFound() {
        found(
                LeftFollowsEntered.class,
                new Presence("class", "entered", "ann", 3),
                new Presence("class", "left", "ann", 3),
                new Presence("class", "left", "ann", 7));
    }

    @Test
    void whoLeavesWithoutHavingEnteredIsFound() {
        found(LeftFollowsEntered.class, new Presence("class", "left", "ann", 3));
    }

    @Test
    void fallingEpochsAreFound() {
        found(
                LeftFollowsEntered.class,
                new Presence("class", "entered", "ann", 3),
                new Presence("class", "left", "ann", 7),
                new Presence("class", "entered", "ann", 5));
    }

    @Test
    void whoNeverLeavesIsFound() {
        found(
                LeftFollowsEntered.class,
                new Presence("class", "entered", "ann", 3),
                new Presence("other", "entered", "ann", 4),
                new Presence("other", "left", "ann", 4),
                new EverybodyLeft());
    }

    @Test
    void comingAndGoingToldTwiceIsFine() {
        fine(
                new Presence("class", "entered", "ann", 3),
                new Presence("class", "entered", "ann", 3),
                new Presence("class", "left", "ann", 6),
                new Presence("class", "left", "ann", 6),
                new Presence("class", "entered", "ann", 8),
                new Presence("class", "left", "ann", 8),
                new EverybodyLeft());
    }

    @Test
    void aSessionOfAMailboxThatIsClosedBySomebodyElseIsFound() {
        found(
                LateCleanUpEndsNoNewerSession.class,
                new SessionAsked("alice", "s9", "g2"),
                new SessionGranted("alice", "s9"),
                new Fault(1, "killed", "g1"),
                ended(9, 0, 10, "closed"));
    }

    @Test
    void aSessionOfAnAgentThatIsClosedBySomebodyElseIsFound() {
        found(
                LateCleanUpEndsNoNewerSession.class,
                new Connected("class", "ann", 7, "g2"),
                new Leaving("class", "ann", 5),
                new Ended("class\u001fann", "any", 7, "g2", NOON, NOON.plusSeconds(9), "closed"));
    }

    @Test
    void aSessionMayEndThatItsClientOrTheNemesisEnded() {
        fine(
                new SessionAsked("alice", "s5", "g1"),
                new SessionGranted("alice", "s5"),
                new SessionLetGo("alice", "s5"),
                ended(5, 0, 10, "closed"),
                new Fault(1, "cut off", "g2"),
                new SessionAsked("alice", "s9", "g2"),
                new SessionGranted("alice", "s9"),
                ended(9, 11, 12, "closed"),
                new Healed(1),
                new Connected("class", "ann", 7, "g2"),
                new Fault(2, "killed", "g2"),
                new Ended("class\u001fann", "any", 7, "g2", NOON, NOON.plusSeconds(9), "closed"));
    }

    @Test
    void aSessionMayEndWhoseConnectionIsClosedBecauseAnotherOnItWasLost() {
        fine(
                new SessionAsked("alice", "s9", "g2"),
                new SessionGranted("alice", "s9"),
                ended(9, 0, 10, "closed"),
                new Ended("bob", "s9", 4, "g2", NOON, NOON.plusSeconds(3), "gateway_lost"));
    }

    @Test
    void aSessionThatIsClosedBeforeAnotherOnItsConnectionIsLostIsFound() {
        found(
                LateCleanUpEndsNoNewerSession.class,
                new SessionAsked("alice", "s9", "g2"),
                new SessionGranted("alice", "s9"),
                ended(9, 0, 10, "closed"),
                new Ended("bob", "s9", 4, "g2", NOON, NOON.plusSeconds(11), "gateway_lost"));
    }

    @Test
    void aSessionThatIsClosedAfterAnotherOnItsConnectionWasReplacedIsFound() {
        found(
                LateCleanUpEndsNoNewerSession.class,
                new SessionAsked("alice", "s9", "g2"),
                new SessionGranted("alice", "s9"),
                ended(9, 0, 10, "closed"),
                new Ended("bob", "s9", 4, "g2", NOON, NOON.plusSeconds(3), "replaced"));
    }

    @Test
    void aMessageThatOvertakesIsFound() {
        found(
                FirstInFirstOut.class,
                handedOut("m1", 1, 5, 1),
                handedOut("m3", 3, 5, 1),
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1));
    }

    @Test
    void anotherAttemptBeginsAnew() {
        fine(handedOut("m1", 1, 5, 1), handedOut("m3", 3, 5, 1), handedOut("m1", 1, 5, 2), handedOut("m3", 3, 5, 2));
    }

    @Test
    void aMessageThatIsNeverHandedOutIsFound() {
        found(
                NothingIsSkipped.class,
                new SessionAsked("alice", "s5", "g1"),
                new SessionGranted("alice", "s5"),
                new Written("alice", "m1", ""),
                new Looked("alice", 2, Set.of("m1"), true));
    }

    @Test
    void aBadRecordThatIsNowhereIsFound() {
        found(
                BadRecordStopsNothing.class,
                new Poisoned("mailbox.messages-0-4"),
                new DeadLetter("mailbox.messages-0-3"),
                new ReadToTheEnd());
    }

    @Test
    void aGoodRecordBehindABadOneThatIsNeverAppliedIsFound() {
        found(
                BadRecordStopsNothing.class,
                new Poisoned("mailbox.messages-0-4"),
                new DeadLetter("mailbox.messages-0-4"),
                new Poisoned("mailbox.messages-1-7"),
                new DeadLetter("mailbox.messages-1-7"),
                new Written("bob", "m9", "mailbox.messages-1-8"),
                new Ledger("bob", "m9", 8, "stored", 0, 0),
                new Written("alice", "m1", "mailbox.messages-0-5"),
                new ReadToTheEnd());
    }

    @Test
    void aMailboxThatStarvesBesideASlowClientIsFound() {
        found(
                SlowClientSlowsNobodyElse.class,
                new SessionAsked("bob", "s1", "g1"),
                new SessionGranted("bob", "s1"),
                new SessionAsked("carol", "s2", "g2"),
                new SessionGranted("carol", "s2"),
                new Fault(1, SlowClientSlowsNobodyElse.NEVER_READS, "g1"),
                new Writing("bob", "m1"),
                new Writing("bob", "m2"),
                new Writing("bob", "m3"),
                new Writing("carol", "m4"),
                new Writing("carol", "m5"),
                new Writing("carol", "m6"),
                new Writing("bob", "m7"),
                new Writing("bob", "m8"),
                new Writing("bob", "m9"),
                new Writing("bob", "m10"),
                new Writing("bob", "m11"),
                new Received("carol", "m4", "s2"),
                new Healed(1),
                new Received("bob", "m1", "s1"));
    }

    @Test
    void aPushWithContentIsFound() {
        found(
                PushCarriesNoContent.class,
                new Pushed("alice", "{\"message_id\":\"m1\"}"),
                new Pushed("alice", "{\"message_id\":\"m1\",\"payload\":\"" + PushCarriesNoContent.CONTENT + "m1\"}"));
    }

    @Test
    void moreRepeatsThanCanBeUnderWayAreFound() {
        found(
                RepeatsAreBounded.class,
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1),
                handedOut("m3", 3, 5, 1),
                new Fault(1, "killed", "s1"),
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1),
                handedOut("m3", 3, 5, 1));
    }

    @Test
    void repeatsThatCanBeUnderWayAreFineAfterEachFault() {
        History history = Trial.history(
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1),
                new Fault(1, "killed", "s1"),
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1),
                new Fault(2, "killed", "s1"),
                handedOut("m1", 1, 5, 1),
                handedOut("m2", 2, 5, 1));
        assertThat(Checkers.violations(Checkers.all(INFLIGHT), history)).isEmpty();
        assertThat(RepeatsAreBounded.repeats(history)).isEqualTo(4);
    }

    @Test
    void anAttemptThatNamesTwoMessagesIsFound() {
        found(RepeatsAreBounded.class, handedOut("m1", 1, 5, 1), handedOut("other", 1, 5, 1));
    }

    @Test
    void everyCheckerHasItsItemAndIsMadeToFailHere() {
        assertThat(Checkers.all(INFLIGHT))
                .extracting(Checker::item)
                .as("of the list of what may never happen, without settlement")
                .containsOnly(1, 2, 3, 4, 5, 6, 7);
    }
}
