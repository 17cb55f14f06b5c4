package io.restante.settlement.flow;

import io.restante.base.Payload;
import io.restante.contract.SettlementLayout;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The leaves of one partition's trees. Behind the last one of each tree lies its end: a reading looks one entry further than it goes, and must not come among the deleted leaves
 * of a neighbour.
 */
final class LeafStore {
    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<Bytes, byte[]> leaves;

    LeafStore(ProcessorContext<?, ?> context) {
        this.leaves = context.getStateStore(Store.SETTLEMENT_LEAVES.name());
    }

    boolean has(Bytes key) {
        return leaves.get(key) != null;
    }

    /** Before the first leaf of a session. */
    void begin(SupplierSession session) {
        leaves.put(SettlementLayout.end(session), NOTHING);
    }

    /** After the last leaf of a session was deleted. */
    void over(SupplierSession session) {
        leaves.delete(SettlementLayout.end(session));
    }

    void put(Bytes key, long weight, byte[] value) {
        leaves.put(key, SettlementLayout.write(new SettlementLayout.StoredLeaf(weight, new Payload(value))));
    }

    /** The leaves of one tree, for proofs. */
    StoredLeaves of(SupplierSession session) {
        return new StoredLeaves(leaves, session);
    }

    /** So many leaves in path order, from this path on. */
    List<Leaf> page(SupplierSession session, TreePath from, long most) {
        List<Leaf> page = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = leaves.range(
                SettlementLayout.leaf(session, from.toArray()),
                SettlementLayout.leaf(session, StoredLeaves.LAST.toArray()))) {
            while (page.size() < most && found.hasNext()) {
                var entry = found.next();
                page.add(StoredLeaves.leaf(entry.key, entry.value));
            }
        }
        return page;
    }

    /**
     * Leaves that were deleted.
     *
     * @param last path; where it was looked from when there was none
     */
    record Deleted(int count, TreePath last) {}

    /** Deletes so many leaves from this path on. */
    Deleted delete(SupplierSession session, TreePath from, long most) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = leaves.range(
                SettlementLayout.leaf(session, from.toArray()),
                SettlementLayout.leaf(session, StoredLeaves.LAST.toArray()))) {
            while (keys.size() < most && found.hasNext()) {
                keys.add(found.next().key);
            }
        }
        keys.forEach(leaves::delete);
        return new Deleted(keys.size(), keys.isEmpty() ? from : TreePath.of(SettlementLayout.path(keys.getLast())));
    }
}
