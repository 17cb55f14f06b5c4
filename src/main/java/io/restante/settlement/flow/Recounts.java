package io.restante.settlement.flow;

import io.restante.contract.StoredLeaves;
import io.restante.contract.StoredLeaves.Digests;
import io.restante.contract.StoredLeaves.Visited;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownPages;
import io.restante.settlement.tree.CrownPagesBuilder;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.TreePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Countings of sessions' leaves that go on over several steps. They are in memory alone: after a restart a counting begins anew, and the leaves of a
 * closed session are the same ones.
 */
final class Recounts {
    private final LeafStore leaves;
    private final Map<SupplierSession, Counting> countings = new HashMap<>();

    Recounts(LeafStore leaves) {
        this.leaves = leaves;
    }

    /** How far the counting of one session has come. */
    private static final class Counting {
        private final int depth;
        private final CrownPagesBuilder crown;
        private TreePath next = StoredLeaves.FIRST;
        private long counted;
        private long whole;

        Counting(long leaves) {
            this.depth = CrownPages.depthFor(leaves);
            this.crown = new CrownPagesBuilder(depth, new NodeHasher());
        }
    }

    /**
     * What a counting came to.
     *
     * @param depth of the upper nodes
     * @param top the first page of them
     * @param whole leaves that have their relays beside them
     */
    record Counted(int depth, Crown top, long whole) {
        TreeRoot root() {
            return TreeRoot.of(top.root().toString());
        }
    }

    /**
     * Goes on with a counting, by the digests that were kept.
     *
     * @param budget how many leaves may still be read; what was read is taken from it
     * @param pages are given the upper nodes as they are completed, but for the first page
     * @return the first page, once all leaves have been read
     */
    Optional<Counted> goOn(SupplierSession key, RelaySession session, Budget budget, CrownPagesBuilder.Pages pages) {
        long leaves = session.life().leaves();
        Counting counting = countings.computeIfAbsent(key, each -> new Counting(leaves));
        Visited visited = this.leaves
                .of(key, Digests.KEPT)
                .visit(
                        counting.next,
                        StoredLeaves.LAST,
                        budget.leaves(leaves - counting.counted),
                        (path, digest) -> counting.crown.add(path, digest, pages));
        counting.counted += visited.count();
        counting.whole += visited.whole();
        budget.spend(visited.count());
        boolean done = counting.counted >= leaves || visited.count() == 0;
        if (done) {
            countings.remove(key);
            return Optional.of(new Counted(counting.depth, counting.crown.top(pages), counting.whole));
        }
        counting.next = after(visited.last());
        return Optional.empty();
    }

    /** The path right behind this one; the last path of all is followed by none. */
    static TreePath after(TreePath path) {
        byte[] bytes = path.toArray();
        for (int at = bytes.length - 1; at >= 0; at--) {
            bytes[at]++;
            if (bytes[at] != 0) {
                return TreePath.of(bytes);
            }
        }
        return path;
    }

    void forget(SupplierSession key) {
        countings.remove(key);
    }
}
