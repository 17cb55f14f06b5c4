package io.restante.contract;

import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.OrderedLeaves;
import io.restante.settlement.tree.TreePath;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The leaves of one tree as their store has them. For one thread at a time. */
public final class StoredLeaves implements OrderedLeaves {
    public static final TreePath FIRST = TreePath.of(new byte[TreePath.BYTES]);
    public static final TreePath LAST = last();

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final SupplierSession session;
    private final NodeHasher hasher = new NodeHasher();

    public StoredLeaves(ReadOnlyKeyValueStore<Bytes, byte[]> store, SupplierSession session) {
        this.store = store;
        this.session = session;
    }

    private static TreePath last() {
        byte[] path = new byte[TreePath.BYTES];
        Arrays.fill(path, (byte) 0xFF);
        return TreePath.of(path);
    }

    @Override
    public void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor) {
        try (KeyValueIterator<Bytes, byte[]> found = store.range(
                SettlementLayout.leaf(session, first.toArray()), SettlementLayout.leaf(session, last.toArray()))) {
            while (found.hasNext()) {
                var entry = found.next();
                Leaf leaf = leaf(entry.key, entry.value);
                visitor.accept(leaf.path(), hasher.leaf(leaf));
            }
        }
    }

    @Override
    public Leaf leaf(TreePath path) {
        Bytes key = SettlementLayout.leaf(session, path.toArray());
        byte[] value = store.get(key);
        if (value == null) {
            throw new IllegalStateException("The leaf at " + path + " of session " + session.sessionId() + " is gone");
        }
        return leaf(key, value);
    }

    /** The leaf of an entry. */
    public static Leaf leaf(Bytes key, byte[] value) {
        StoredLeaf stored = SettlementLayout.readLeaf(value);
        return new Leaf(
                TreePath.of(SettlementLayout.path(key)),
                io.restante.settlement.tree.Bytes.of(stored.relay().json()),
                stored.weight());
    }
}
