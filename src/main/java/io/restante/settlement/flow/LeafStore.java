package io.restante.settlement.flow;

import io.restante.base.Payload;
import io.restante.contract.RelayBundle;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.contract.StoredLeaves.Digests;
import io.restante.contract.StoredLeaves.Visited;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownBuilder;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.TreePath;
import io.restante.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The leaves of one partition's trees, and their relays. Behind the last leaf of each tree lies its end: a reading looks one entry further than it goes, and must not come among the deleted leaves
 * of a neighbour.
 */
final class LeafStore {
    private static final byte[] NOTHING = new byte[0];

    /** Bundles are begun anew when more sessions have one. */
    private static final int MOST_OPEN = 1_000;

    private final WriteBehindStore leaves;
    private final NodeHasher hasher = new NodeHasher();
    private final Map<SupplierSession, Open> open = new HashMap<>();

    LeafStore(ProcessorContext<?, ?> context) {
        this(WriteBehindStore.within(context.getStateStore(Store.SETTLEMENT_LEAVES.name())));
    }

    LeafStore(WriteBehindStore leaves) {
        this.leaves = leaves;
        leaves.readAfresh();
    }

    /** The bundle that relays of a session are put into, until it is full or has been written. */
    private record Open(long first, Bytes key) {}

    boolean has(Bytes key) {
        return leaves.get(key, SettlementLayout.LEAF) != null;
    }

    /** Before the first leaf of a session. */
    void begin(SupplierSession session) {
        leaves.put(SettlementLayout.end(session), NOTHING);
    }

    /** After the last leaf of a session was deleted. */
    void over(SupplierSession session) {
        leaves.delete(SettlementLayout.end(session));
    }

    /**
     * Puts a leaf that is not there yet.
     *
     * @param key of this path
     * @param number how many leaves the session has already
     */
    void put(SupplierSession session, Bytes key, TreePath path, long number, long weight, byte[] relay) {
        Open into = open.get(session);
        RelayBundle before = into == null ? RelayBundle.EMPTY : waiting(into);
        if (into == null || before.relays().isEmpty()) {
            into = begin(session, number);
        }
        leaves.put(into.key(), before.with(new Payload(relay)), RelayBundle.FORM);
        leaves.put(
                key,
                new StoredLeaf.Bundled(hasher.leaf(path, relay, weight), into.first(), before.size()),
                SettlementLayout.LEAF);
    }

    /** What the bundle holds; nothing when no more may be put into it. */
    private RelayBundle waiting(Open into) {
        RelayBundle bundle = leaves.waits(into.key()) ? leaves.get(into.key(), RelayBundle.FORM) : null;
        return bundle == null || bundle.full() ? RelayBundle.EMPTY : bundle;
    }

    private Open begin(SupplierSession session, long number) {
        if (open.size() >= MOST_OPEN) {
            open.clear();
        }
        Open begun = new Open(number, SettlementLayout.bundle(session, number));
        open.put(session, begun);
        return begun;
    }

    /** The leaves of one tree. */
    StoredLeaves of(SupplierSession session, Digests digests) {
        return new StoredLeaves(leaves, session, digests);
    }

    /** All relays and leaves of a tree once more, at once: only damage leads here. */
    Crown recount(SupplierSession session, long count) {
        CrownBuilder crown = new CrownBuilder(Crown.depthFor(count), new NodeHasher());
        of(session, Digests.ANEW).visit(StoredLeaves.FIRST, StoredLeaves.LAST, crown::add);
        return crown.crown();
    }

    /** Deletes so many leaves from this path on; of each bundle, its first relay's leaf takes all relays with it. */
    Visited delete(SupplierSession session, TreePath from, long most) {
        List<Bytes> keys = new ArrayList<>();
        List<Bytes> bundles = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = leaves.range(
                SettlementLayout.leaf(session, from.toArray()),
                SettlementLayout.leaf(session, StoredLeaves.LAST.toArray()))) {
            while (keys.size() < most && found.hasNext()) {
                var entry = found.next();
                keys.add(entry.key);
                if (SettlementLayout.readLeaf(entry.value) instanceof StoredLeaf.Bundled leaf && leaf.at() == 0) {
                    bundles.add(SettlementLayout.bundle(session, leaf.first()));
                }
            }
        }
        keys.forEach(leaves::delete);
        bundles.forEach(leaves::delete);
        return new Visited(keys.size(), 0, keys.isEmpty() ? from : TreePath.of(SettlementLayout.path(keys.getLast())));
    }
}
