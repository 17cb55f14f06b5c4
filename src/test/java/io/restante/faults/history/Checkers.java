package io.restante.faults.history;

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

    private Checkers() {}

    /** What all of them find. */
    public static List<Violation> violations(List<Checker> checkers, History history) {
        return checkers.stream()
                .flatMap(checker -> checker.check(history).stream())
                .toList();
    }
}
