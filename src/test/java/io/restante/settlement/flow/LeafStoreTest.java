package io.restante.settlement.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Payload;
import io.restante.base.Seeds;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.contract.StoredLeaves.Digests;
import io.restante.settlement.Life;
import io.restante.settlement.RelayHash;
import io.restante.settlement.RelaySession;
import io.restante.settlement.Relays;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import io.restante.store.JournaledStore;
import io.restante.store.WriteBehindStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Leaves and their relays, whatever was written of them when. */
class LeafStoreTest {
    private static final SessionHeader HEADER = Relays.session(1);
    private static final SupplierSession SESSION = HEADER.of("supplier-1");
    private static final SupplierSession OTHER = HEADER.of("supplier-2");
    private static final int RELAYS = 120;
    private static final int UNITS = 7;
    private static final int STEP = 10;

    private final WriteBehindStore store =
            new WriteBehindStore(new JournaledStore("leaves"), Store.SETTLEMENT_LEAVES.order(), 1 << 20, Runnable::run);
    private final LeafStore leaves = new LeafStore(store);
    private final Map<SupplierSession, List<Leaf>> put = new HashMap<>();

    private static Bytes key(SupplierSession session, Leaf leaf) {
        return SettlementLayout.leaf(session, leaf.path().toArray());
    }

    private List<Leaf> put(SupplierSession session) {
        return put.computeIfAbsent(session, each -> new ArrayList<>());
    }

    private void put(SupplierSession session, int number) {
        List<Leaf> before = put(session);
        byte[] relay = SettlementTopics.RELAYS.values().encode(Relays.relay(session.supplier(), HEADER, number));
        Leaf leaf = RelayHash.leaf(relay, UNITS);
        if (before.isEmpty()) {
            leaves.begin(session);
        }
        leaves.put(session, key(session, leaf), leaf.path(), before.size(), UNITS, relay);
        before.add(leaf);
    }

    /** Relays of both sessions, and now and then a commit. */
    private static LeafStoreTest filled(Random random) {
        LeafStoreTest test = new LeafStoreTest();
        for (int number = 0; number < RELAYS; number++) {
            test.put(random.nextBoolean() ? SESSION : OTHER, number);
            if (random.nextInt(30) == 0) {
                test.store.flushCache();
            }
        }
        return test;
    }

    private TreeRoot root(SupplierSession session) {
        RootBuilder root = new RootBuilder(new NodeHasher());
        put(session).stream().sorted(Comparator.comparing(Leaf::path)).forEach(root::add);
        return TreeRoot.of(root.root().toString());
    }

    private TreeRoot check(SupplierSession key) {
        Checks checks = new Checks(leaves, new Recounts(leaves));
        int count = put(key).size();
        RelaySession session = new RelaySession.Active(new Life(key.supplier(), HEADER, UNITS, count, count, 0));
        Optional<TreeRoot> root = Optional.empty();
        for (int step = 0; root.isEmpty(); step++) {
            assertThat(step).as("steps for %s leaves", count).isLessThan(count);
            root = checks.goOn(key, session, new Budget(new WorkRules(STEP, 1, 1)));
        }
        return root.get();
    }

    @Test
    void everyLeafIsReadWithItsRelay() {
        Seeds.each(20, seed -> {
            LeafStoreTest test = filled(new Random(seed));
            test.put.forEach((session, all) -> all.forEach(leaf -> {
                assertThat(test.leaves.has(key(session, leaf))).isTrue();
                assertThat(test.leaves.of(session, Digests.KEPT).leaf(leaf.path()))
                        .isEqualTo(leaf);
            }));
        });
    }

    @Test
    void aCheckOfAllLeavesAndRelaysGivesTheirRoot() {
        Seeds.each(20, seed -> {
            LeafStoreTest test = filled(new Random(seed));
            for (SupplierSession session : List.of(SESSION, OTHER)) {
                assertThat(test.check(session)).isEqualTo(test.root(session));
                assertThat(test.leaves
                                .recount(session, test.put(session).size())
                                .root()
                                .toString())
                        .isEqualTo(test.root(session).hex());
            }
        });
    }

    @Test
    void aCheckFindsWhatIsDamagedOrGone() {
        Seeds.each(40, seed -> {
            Random random = new Random(seed);
            LeafStoreTest test = filled(random);
            List<Leaf> all = test.put(SESSION);
            Bytes key = key(SESSION, all.get(random.nextInt(all.size())));
            StoredLeaf.Bundled stored = (StoredLeaf.Bundled) SettlementLayout.readLeaf(test.store.get(key));
            Bytes bundle = SettlementLayout.bundle(SESSION, stored.first());
            switch (random.nextInt(3)) {
                case 0 -> test.store.delete(key);
                case 1 -> test.store.delete(bundle);
                default -> test.damage(bundle, stored.at() + Integer.BYTES + random.nextInt(100), random);
            }
            assertThat(test.check(SESSION)).isNotEqualTo(test.root(SESSION));
            assertThat(test.check(OTHER)).isEqualTo(test.root(OTHER));
        });
    }

    @Test
    void aHashThatIsDamagedIsMadeUpForFromItsRelay() {
        Seeds.each(20, seed -> {
            Random random = new Random(seed);
            LeafStoreTest test = filled(random);
            test.damage(key(SESSION, test.put(SESSION).getFirst()), random.nextInt(Digest.HASH_BYTES), random);
            assertThat(test.check(SESSION)).isEqualTo(test.root(SESSION));
        });
    }

    private void damage(Bytes key, int at, Random random) {
        byte[] value = store.get(key).clone();
        value[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        store.put(key, value);
    }

    @Test
    void leavesThatHaveTheirRelaysBesideThemAreCheckedWithTheOthers() {
        for (int number = 0; number < 30; number++) {
            put(SESSION, number);
        }
        for (Leaf leaf : put(SESSION)) {
            store.put(
                    key(SESSION, leaf),
                    SettlementLayout.write(new StoredLeaf.Whole(
                            new NodeHasher().leaf(leaf),
                            new Payload(leaf.value().toArray()))));
            store.delete(SettlementLayout.bundle(SESSION, put(SESSION).indexOf(leaf)));
        }
        store.flushCache();
        for (int number = 30; number < 60; number++) {
            put(SESSION, number);
        }
        assertThat(check(SESSION)).isEqualTo(root(SESSION));
    }

    @Test
    void leavesAreDeletedWithTheirRelaysAndNothingElse() {
        Seeds.each(20, seed -> {
            LeafStoreTest test = filled(new Random(seed));
            StoredLeaves.Visited deleted = test.leaves.delete(SESSION, StoredLeaves.FIRST, STEP);
            while (deleted.count() == STEP) {
                deleted = test.leaves.delete(SESSION, Recounts.after(deleted.last()), STEP);
            }
            test.leaves.over(SESSION);
            try (var left = test.store.all()) {
                assertThat(left)
                        .toIterable()
                        .extracting(entry -> new String(entry.key.get(), StandardCharsets.ISO_8859_1))
                        .isNotEmpty()
                        .allMatch(key -> key.contains(OTHER.text()));
            }
            assertThat(test.check(OTHER)).isEqualTo(test.root(OTHER));
        });
    }
}
