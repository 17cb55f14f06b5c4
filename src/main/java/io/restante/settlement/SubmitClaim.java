package io.restante.settlement;

/**
 * A command to the chain: commit to this root. The same supplier, session and kind mean the same transaction, however often it is sent.
 *
 * @param attempt which sending this is
 * @param deadline the last height at which the chain takes it
 * @param batch the height at which it was sent; commands of one supplier with the same one go out together
 */
public record SubmitClaim(
        String supplier, SessionHeader session, TreeRoot root, int attempt, long deadline, long batch) {}
