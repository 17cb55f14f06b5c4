package io.restante.faults.history;

import io.restante.faults.history.Event.BlockOnLog;
import io.restante.faults.history.Event.ClaimIncluded;
import io.restante.faults.history.Event.Claimed;
import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Proved;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.Event.RelayServed;
import io.restante.faults.history.Event.RelaySessionOver;
import io.restante.settlement.HeightRules;
import io.restante.settlement.RelayHash;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Each checker of settlement is told of what may never happen, finds it, and shows no line too many; and is content with what may happen. */
class SettlementCheckersTest {
    private static final HeightRules HEIGHTS = HeightRules.DEFAULTS;
    private static final Trial TRIAL = new Trial(Checkers.ofSettlement(HEIGHTS));
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String SESSION = "supplier/session";
    private static final long END = 10;
    private static final long CLAIM_OPEN = HEIGHTS.windows(END).claimOpen();
    private static final int UNITS = 3;

    private static RelayOnLog relay(int number) {
        return new RelayOnLog(
                SESSION, END, 0, number, "call " + number, UNITS, "relay " + number, NOON.plusSeconds(number));
    }

    private static BlockOnLog block(long height, int second) {
        return new BlockOnLog(0, height, NOON.plusSeconds(second));
    }

    private static String root(int... numbers) {
        RootBuilder root = new RootBuilder(new NodeHasher());
        Arrays.stream(numbers)
                .mapToObj(number -> RelayHash.leaf(("relay " + number).getBytes(StandardCharsets.UTF_8), UNITS))
                .sorted(Comparator.comparing(Leaf::path))
                .forEach(root::add);
        return TreeRoot.of(root.root().toString()).hex();
    }

    private static Claimed claimed(int attempt, int... numbers) {
        return new Claimed(SESSION, root(numbers), attempt);
    }

    private static RelaySessionOver over(int... numbers) {
        return new RelaySessionOver(SESSION, "settled", false, root(numbers));
    }

    @Test
    void aWholeLifeIsFine() {
        TRIAL.fine(
                new RelayServed(SESSION, "call 1", "g1"),
                relay(1),
                relay(2),
                block(CLAIM_OPEN, 5),
                claimed(1, 1, 2),
                claimed(2, 1, 2),
                new ClaimIncluded(SESSION, CLAIM_OPEN + 1),
                new Proved(SESSION, root(1, 2), 1),
                over(1, 2),
                block(HEIGHTS.windows(END).proofClose() + 100, 99),
                new ReadToTheEnd());
    }

    @Test
    void aRelayThatCameAfterTheWindowOpenedMayBeLeftOut() {
        TRIAL.fine(relay(1), block(CLAIM_OPEN, 5), relay(9), claimed(1, 1));
    }

    @Test
    void aRelayThatIsOnTheLogTwiceIsOneLeaf() {
        TRIAL.fine(
                relay(1),
                new RelayOnLog(SESSION, END, 0, 2, "call 1", UNITS, "relay 1", NOON.plusSeconds(2)),
                block(CLAIM_OPEN, 5),
                claimed(1, 1));
    }

    @Test
    void aRelayThatIsLeftOutIsFound() {
        TRIAL.found(ClaimHasEveryRelay.class, relay(1), relay(2), block(CLAIM_OPEN, 5), claimed(1, 1));
    }

    @Test
    void aRootOfOtherRelaysIsFound() {
        TRIAL.found(ClaimHasEveryRelay.class, relay(1), relay(2), block(CLAIM_OPEN, 5), claimed(1, 1, 3));
    }

    @Test
    void aClaimOfMoreThanTheLogHasIsFound() {
        TRIAL.found(ClaimHasEveryRelay.class, relay(1), block(CLAIM_OPEN, 5), claimed(1, 1, 2));
    }

    @Test
    void aSecondRootIsFound() {
        TRIAL.found(
                OneRootForASession.class, relay(1), relay(2), block(CLAIM_OPEN, 2), claimed(1, 1, 2), claimed(2, 1));
    }

    @Test
    void anotherRootInTheHistoryIsFound() {
        TRIAL.found(OneRootForASession.class, relay(1), relay(2), claimed(1, 1, 2), over(1));
    }

    @Test
    void whatIsSentTwiceAsOneAttemptIsFound() {
        TRIAL.found(NothingIsClaimedTwice.class, relay(1), claimed(1, 1), claimed(1, 1));
    }

    @Test
    void aSessionThatEndsTwiceIsFound() {
        TRIAL.found(NothingIsClaimedTwice.class, relay(1), over(1), over(1));
    }

    @Test
    void aProofOfWhatIsInNoBlockIsFound() {
        TRIAL.found(ProofFollowsClaim.class, relay(1), claimed(1, 1), new Proved(SESSION, root(1), 1));
    }

    @Test
    void aMissedWindowIsFound() {
        TRIAL.found(
                NoWindowIsMissed.class,
                relay(1),
                claimed(1, 1),
                new RelaySessionOver(SESSION, "claim_missed", true, root(1)));
    }

    @Test
    void aSessionThatIsNeverOverIsFound() {
        TRIAL.found(
                NoWindowIsMissed.class,
                relay(1),
                block(CLAIM_OPEN, 5),
                block(HEIGHTS.windows(END).proofClose() + 10, 20));
    }

    @Test
    void aServedRelayThatIsNotOnTheLogIsFound() {
        TRIAL.found(
                ServedRelayIsOnTheLog.class,
                new Fault(1, "gateway killed", "g1"),
                new RelayServed(SESSION, "call 1", "g1"),
                new Fault(2, "gateway killed", "g2"),
                new Fault(3, "gateway paused", "g1"),
                new ReadToTheEnd());
    }

    @Test
    void aRelayInTheOutboxOfAKilledGatewayMayBeLost() {
        TRIAL.fine(new RelayServed(SESSION, "call 1", "g1"), new Fault(1, "gateway killed", "g1"), new ReadToTheEnd());
    }
}
