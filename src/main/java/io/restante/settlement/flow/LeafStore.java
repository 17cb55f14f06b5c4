package io.restante.settlement.flow;

import io.restante.base.Payload;
import io.restante.contract.SettlementLayout;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.contract.StoredLeaves.Digests;
import io.restante.contract.StoredLeaves.Visited;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.NodeHasher;
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
    private final NodeHasher hasher = new NodeHasher();
    private final NewLeaves news = new NewLeaves();

    LeafStore(ProcessorContext<?, ?> context) {
        this.leaves = context.getStateStore(Store.SETTLEMENT_LEAVES.name());
    }

    boolean has(SupplierSession session, Bytes key) {
        return news.mayBeStored(session, key) && leaves.get(key) != null;
    }

    /** Before the first leaf of a session. */
    void begin(SupplierSession session) {
        news.begin(session);
        leaves.put(SettlementLayout.end(session), NOTHING);
    }

    /** After the last leaf of a session was deleted. */
    void over(SupplierSession session) {
        delete(SettlementLayout.end(session));
    }

    /** @param key of this path */
    void put(SupplierSession session, Bytes key, TreePath path, long weight, byte[] value) {
        news.add(session, key);
        Digest digest = hasher.leaf(path, value, weight);
        leaves.put(key, SettlementLayout.write(new SettlementLayout.StoredLeaf(digest, new Payload(value))));
    }

    /** The leaves of one tree. */
    StoredLeaves of(SupplierSession session, Digests digests) {
        return new StoredLeaves(leaves, session, digests);
    }

    /** Deletes so many leaves from this path on. */
    Visited delete(SupplierSession session, TreePath from, long most) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = leaves.range(
                SettlementLayout.leaf(session, from.toArray()),
                SettlementLayout.leaf(session, StoredLeaves.LAST.toArray()))) {
            while (keys.size() < most && found.hasNext()) {
                keys.add(found.next().key);
            }
        }
        keys.forEach(this::delete);
        return new Visited(keys.size(), keys.isEmpty() ? from : TreePath.of(SettlementLayout.path(keys.getLast())));
    }

    /** Without a look at what was there, which the store's own deletion takes. */
    private void delete(Bytes key) {
        leaves.put(key, null);
    }
}
