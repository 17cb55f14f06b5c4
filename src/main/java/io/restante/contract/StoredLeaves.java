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
    private final Digests digests;
    private final NodeHasher hasher = new NodeHasher();

    public StoredLeaves(ReadOnlyKeyValueStore<Bytes, byte[]> store, SupplierSession session, Digests digests) {
        this.store = store;
        this.session = session;
        this.digests = digests;
    }

    /** Where the digests of leaves come from. */
    public enum Digests {
        /** From when the leaf was written. Whoever relies on them verifies what comes of it. */
        KEPT,
        /** From what the leaf holds now. */
        ANEW
    }

    /**
     * Leaves that were visited.
     *
     * @param last path; where it was looked from when there was none
     */
    public record Visited(int count, TreePath last) {}

    private static TreePath last() {
        byte[] path = new byte[TreePath.BYTES];
        Arrays.fill(path, (byte) 0xFF);
        return TreePath.of(path);
    }

    @Override
    public void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor) {
        visit(first, last, Long.MAX_VALUE, visitor);
    }

    /** Visits so many of them at most, in path order. */
    public Visited visit(TreePath first, TreePath last, long most, BiConsumer<TreePath, Digest> visitor) {
        int count = 0;
        TreePath at = first;
        try (KeyValueIterator<Bytes, byte[]> found = store.range(
                SettlementLayout.leaf(session, first.toArray()), SettlementLayout.leaf(session, last.toArray()))) {
            while (count < most && found.hasNext()) {
                var entry = found.next();
                at = TreePath.of(SettlementLayout.path(entry.key));
                visitor.accept(at, digest(at, entry.value));
                count++;
            }
        }
        return new Visited(count, at);
    }

    private Digest digest(TreePath path, byte[] value) {
        return switch (digests) {
            case KEPT -> SettlementLayout.readDigest(value);
            case ANEW -> hasher.leaf(leaf(path, value));
        };
    }

    @Override
    public Leaf leaf(TreePath path) {
        Bytes key = SettlementLayout.leaf(session, path.toArray());
        byte[] value = store.get(key);
        if (value == null) {
            throw new IllegalStateException("The leaf at " + path + " of session " + session.sessionId() + " is gone");
        }
        return leaf(path, value);
    }

    private static Leaf leaf(TreePath path, byte[] value) {
        StoredLeaf stored = SettlementLayout.readLeaf(value);
        return new Leaf(
                path,
                io.restante.settlement.tree.Bytes.of(stored.relay().json()),
                stored.digest().sum());
    }
}
