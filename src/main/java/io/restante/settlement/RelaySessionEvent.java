package io.restante.settlement;

import java.util.Optional;

/** What happened to a relay session. Only this changes it. */
public sealed interface RelaySessionEvent {
    /** The first relay of the session was recorded. */
    record SessionOpened(Life life) implements RelaySessionEvent {}

    /** @param leaf whether it is in the tree: one above the difficulty's target is not */
    record RelayRecorded(boolean leaf) implements RelaySessionEvent {}

    /** A relay came after the freeze and is not in the tree. */
    record RelayWasLate() implements RelaySessionEvent {}

    /** From now on no relay becomes a leaf; the root must be computed. */
    record SessionClosed(long height) implements RelaySessionEvent {}

    /** The root is known, once and for all. */
    record RootFrozen(Frozen frozen) implements RelaySessionEvent {}

    record ClaimSent(SubmitClaim claim) implements RelaySessionEvent {}

    record ClaimIncluded(long height) implements RelaySessionEvent {}

    /** The seed block is known: the tree must be opened at this path. */
    record ProofAsked(String path) implements RelaySessionEvent {}

    /**
     * @param attempt which sending of the proof this is
     * @param deadline the last height at which the chain takes it
     */
    record ProofSent(int attempt, long height, long deadline) implements RelaySessionEvent {}

    /** The leaves do not give the root that was kept. */
    record SessionStopped(TreeRoot found) implements RelaySessionEvent {}

    /** Nothing more will come of it. */
    record SessionEnded(End end, long height, Optional<Long> amount, Optional<String> reason)
            implements RelaySessionEvent {}
}
