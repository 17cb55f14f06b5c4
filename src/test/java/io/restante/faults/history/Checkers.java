package io.restante.faults.history;

import io.restante.settlement.HeightRules;
import java.util.List;

/** What may never happen, one checker each. */
public final class Checkers {
    /**
     * Those of mailboxes, sessions and presence.
     *
     * @param inflight messages handed out to one session and not acknowledged, at most
     */
    public static List<Checker> all(int inflight) {
        return List.of(
                new NothingAcceptedIsLost(),
                new AcknowledgedStaysAcknowledged(),
                new OnlyTheCurrentSessionIsHandedTo(),
                new OneSessionIsCurrent(),
                new LeftFollowsEntered(),
                new LateCleanUpEndsNoNewerSession(),
                new FirstInFirstOut(),
                new NothingIsSkipped(),
                new BadRecordStopsNothing(),
                new SlowClientSlowsNobodyElse(),
                new PushCarriesNoContent(),
                new RepeatsAreBounded(inflight));
    }

    /**
     * Those of settlement.
     *
     * @param heights of relay sessions and their windows
     */
    public static List<Checker> ofSettlement(HeightRules heights) {
        return List.of(
                new OneRootForASession(),
                new ClaimHasEveryRelay(heights),
                new NothingIsClaimedTwice(),
                new ProofFollowsClaim(),
                new NoWindowIsMissed(heights),
                new ServedRelayIsOnTheLog());
    }

    private Checkers() {}

    /** What all of them find. */
    public static List<Violation> violations(List<Checker> checkers, History history) {
        return checkers.stream()
                .flatMap(checker -> checker.check(history).stream())
                .toList();
    }
}
