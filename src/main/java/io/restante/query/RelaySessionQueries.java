package io.restante.query;

import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.TreePath;
import java.util.List;
import java.util.Optional;

/** Reads relay sessions that are not over, and how far the chain was seen. Throws {@link UnavailableException} when that cannot be read now. */
public interface RelaySessionQueries {
    /**
     * The chain as it was seen.
     *
     * @param height of the highest block; 0 before the first
     * @param hash of the block that was asked for; absent when it was not seen
     */
    record SeenChain(long height, Optional<String> hash) {}

    /** How far the chain was seen, and the hash of the block of this height. */
    SeenChain chain(long height);

    /**
     * Sessions of one supplier or of all, partition by partition, in the order of their keys.
     *
     * @param after the last one of the page before; it need not be there any more
     */
    List<RelaySession> sessions(Optional<String> supplier, Optional<SupplierSession> after, int limit);

    Optional<RelaySession> session(SupplierSession key);

    /** The proof of the leaf closest to the path, against the frozen root; empty when the session has none. */
    Optional<ClosestProof> proof(SupplierSession key, TreePath path);
}
