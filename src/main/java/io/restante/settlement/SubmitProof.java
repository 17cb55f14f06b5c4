package io.restante.settlement;

import io.restante.settlement.tree.ClosestProof;

/**
 * A command to the chain: open the claimed tree. The same supplier, session and kind mean the same transaction, however often it is sent.
 *
 * @param proof of the leaf closest to the path that the seed block chose
 * @param attempt which sending this is
 * @param deadline the last height at which the chain takes it
 * @param batch the height at which it was sent; commands of one supplier with the same one go out together
 */
public record SubmitProof(
        String supplier,
        SessionHeader session,
        TreeRoot root,
        ClosestProof proof,
        int attempt,
        long deadline,
        long batch) {}
