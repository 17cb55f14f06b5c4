package io.restante.contract;

import io.restante.base.Payload;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.SettlementLayout.StoredLeaf.Bundled;
import io.restante.contract.SettlementLayout.StoredLeaf.Whole;
import io.restante.settlement.RelayHash;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.OrderedLeaves;
import io.restante.settlement.tree.TreePath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The leaves of one tree as their store has them. For one thread at a time. */
public final class StoredLeaves implements OrderedLeaves {
    public static final TreePath FIRST = TreePath.of(new byte[TreePath.BYTES]);
    public static final TreePath LAST = last();

    private static final Payload NO_RELAY = new Payload(new byte[0]);

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
        /** From what the leaf's relay is now; of one that is gone, from none. In the order of paths, relays lie far from each other: each costs a look of its own. */
        ANEW
    }

    /**
     * Leaves that were visited.
     *
     * @param whole of them, with their relays beside them
     * @param last path; where it was looked from when there was none
     */
    public record Visited(int count, int whole, TreePath last) {}

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
        int whole = 0;
        TreePath at = first;
        try (KeyValueIterator<Bytes, byte[]> found = store.range(
                SettlementLayout.leaf(session, first.toArray()), SettlementLayout.leaf(session, last.toArray()))) {
            while (count < most && found.hasNext()) {
                var entry = found.next();
                at = TreePath.of(SettlementLayout.path(entry.key));
                visitor.accept(at, digest(at, entry.value));
                count++;
                whole += SettlementLayout.isBundled(entry.value) ? 0 : 1;
            }
        }
        return new Visited(count, whole, at);
    }

    private Digest digest(TreePath path, byte[] value) {
        return switch (digests) {
            case KEPT -> SettlementLayout.readDigest(value);
            case ANEW -> {
                StoredLeaf leaf = SettlementLayout.readLeaf(value);
                yield hasher.leaf(
                        path, relay(leaf).orElse(NO_RELAY).json(), leaf.digest().sum());
            }
        };
    }

    /** Empty when it is not where its leaf says. */
    private Optional<Payload> relay(StoredLeaf leaf) {
        return switch (leaf) {
            case Whole whole -> Optional.of(whole.relay());
            case Bundled bundled ->
                Optional.ofNullable(store.get(SettlementLayout.bundle(session, bundled.first())))
                        .flatMap(bundle -> RelayBundle.relay(bundle, bundled.at()));
        };
    }

    /**
     * Reads relays in the order they came, so many at least if all is well.
     *
     * @param first the number of a bundle's first relay
     * @return how many were read; empty when one is not where it must be, or does not give the digest that its leaf has
     */
    public OptionalInt check(long first, long most) {
        int read = 0;
        while (read < most) {
            long number = first + read;
            byte[] bundle = store.get(SettlementLayout.bundle(session, number));
            List<Payload> relays =
                    bundle == null ? List.of() : RelayBundle.read(bundle).relays();
            int at = 0;
            for (Payload relay : relays) {
                if (!isOf(number, at, relay)) {
                    return OptionalInt.empty();
                }
                at += RelayBundle.bytes(relay);
            }
            if (relays.isEmpty()) {
                return OptionalInt.empty();
            }
            read += relays.size();
        }
        return OptionalInt.of(read);
    }

    private boolean isOf(long bundle, int at, Payload relay) {
        TreePath path = RelayHash.of(relay.json()).path();
        byte[] value = store.get(SettlementLayout.leaf(session, path.toArray()));
        return value != null
                && SettlementLayout.readLeaf(value) instanceof Bundled leaf
                && leaf.first() == bundle
                && leaf.at() == at
                && leaf.digest()
                        .equals(hasher.leaf(path, relay.json(), leaf.digest().sum()));
    }

    @Override
    public Leaf leaf(TreePath path) {
        Bytes key = SettlementLayout.leaf(session, path.toArray());
        byte[] value = store.get(key);
        if (value == null) {
            throw new IllegalStateException("The leaf at " + path + " of session " + session.sessionId() + " is gone");
        }
        StoredLeaf leaf = SettlementLayout.readLeaf(value);
        Payload relay = relay(leaf)
                .orElseThrow(() -> new IllegalStateException(
                        "The relay of the leaf at " + path + " of session " + session.sessionId() + " is gone"));
        return new Leaf(
                path,
                io.restante.settlement.tree.Bytes.of(relay.json()),
                leaf.digest().sum());
    }
}
