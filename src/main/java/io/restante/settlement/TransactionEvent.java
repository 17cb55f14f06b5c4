package io.restante.settlement;

import java.util.Optional;

/**
 * What became of a transaction on the chain.
 *
 * @param attempt which sending of it
 * @param height at which it happened
 * @param reason why it was rejected
 */
public record TransactionEvent(Kind kind, int attempt, Outcome outcome, long height, Optional<String> reason) {
    /** What is submitted. */
    public enum Kind {
        CLAIM,
        PROOF
    }

    /** How far it came. */
    public enum Outcome {
        /** A node took it; that is no promise. */
        ACCEPTED,
        /** It is in a block. */
        INCLUDED,
        /** The chain will not have it. */
        REJECTED
    }

    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public TransactionEvent {
        Parts.requireAtLeast("attempt", attempt, 1);
        Parts.requireAtLeast("height", height, 0);
    }
}
