package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Payload;
import io.restante.base.Seeds;
import io.restante.contract.SettlementLayout.Doomed;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.SettlementLayout.Wake;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownPages;
import io.restante.settlement.tree.CrownPagesBuilder;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.TreePath;
import io.restante.store.SeldomThere;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** What lies in settlement's stores is read as it was written, and a range over one session's leaves is its own. */
class SettlementLayoutPropertyTest {
    private static final long[] HEIGHTS = {1, 255, 256, 1L << 40, Long.MAX_VALUE - 1};

    private static TreePath path(Random random) {
        byte[] path = new byte[TreePath.BYTES];
        random.nextBytes(path);
        return TreePath.of(path);
    }

    @Test
    void readsWhatItWrote() {
        Seeds.each(1_000, seed -> {
            SettlementValues values = new SettlementValues(seed);
            Random random = new Random(seed);
            RelaySession session = values.relaySession();
            assertThat(RelaySessionForm.read(RelaySessionForm.write(session))).isEqualTo(session);
            byte[] digest = new byte[Digest.BYTES];
            random.nextBytes(digest);
            Payload relay = new Payload(SettlementTopics.RELAYS.values().encode(values.relay()));
            List<StoredLeaf> leaves = List.of(
                    new StoredLeaf.Bundled(
                            Digest.of(digest), random.nextLong(Long.MAX_VALUE), random.nextInt(Integer.MAX_VALUE)),
                    new StoredLeaf.Whole(Digest.of(digest), relay));
            for (StoredLeaf leaf : leaves) {
                assertThat(SettlementLayout.readLeaf(SettlementLayout.write(leaf)))
                        .isEqualTo(leaf);
            }
            Doomed doomed = new Doomed(path(random), random.nextLong(Long.MAX_VALUE));
            assertThat(SettlementLayout.readDoomed(SettlementLayout.write(doomed)))
                    .isEqualTo(doomed);
            long number = random.nextLong(Long.MAX_VALUE);
            assertThat(SettlementLayout.readNumber(SettlementLayout.write(number)))
                    .isEqualTo(number);
        });
    }

    @Test
    void aBundleGivesEachRelayBackThatWasPutIntoIt() {
        Seeds.each(300, seed -> {
            Random random = new Random(seed);
            RelayBundle bundle = RelayBundle.EMPTY;
            List<Integer> places = new ArrayList<>();
            for (int n = random.nextInt(20); n >= 0; n--) {
                byte[] relay = new byte[random.nextInt(100)];
                random.nextBytes(relay);
                places.add(bundle.size());
                bundle = bundle.with(new Payload(relay));
            }
            byte[] written = RelayBundle.FORM.write(bundle);
            assertThat(RelayBundle.read(written)).isEqualTo(bundle);
            for (int n = 0; n < places.size(); n++) {
                assertThat(RelayBundle.relay(written, places.get(n)))
                        .contains(bundle.relays().get(n));
            }
            assertThat(RelayBundle.relay(written, written.length)).isEmpty();
            byte[] torn = Arrays.copyOf(written, random.nextInt(written.length));
            List<Payload> left = RelayBundle.read(torn).relays();
            assertThat(left).isEqualTo(bundle.relays().subList(0, left.size()));
        });
    }

    @Test
    void keysSayWhatTheyAreOf() {
        Seeds.each(1_000, seed -> {
            SupplierSession session = new SettlementValues(seed).key();
            TreePath path = path(new Random(seed));
            for (OfSession kind : OfSession.values()) {
                Bytes key = kind.key(session);
                assertThat(SettlementLayout.session(key)).isEqualTo(session);
                assertThat(key).isBetween(kind.first(), kind.last());
                assertThat(key).isBetween(kind.firstOf(session.supplier()), kind.lastOf(session.supplier()));
            }
            assertThat(SettlementLayout.path(SettlementLayout.leaf(session, path.toArray())))
                    .isEqualTo(path.toArray());
            for (long height : HEIGHTS) {
                Wake wake = new Wake(height, session);
                assertThat(SettlementLayout.wake(SettlementLayout.wake(wake))).isEqualTo(wake);
                assertThat(SettlementLayout.wake(wake))
                        .isGreaterThan(SettlementLayout.lastWake(height - 1))
                        .isLessThan(SettlementLayout.lastWake(height));
                assertThat(SettlementLayout.blockHeight(SettlementLayout.block(height)))
                        .isEqualTo(height);
            }
        });
    }

    /** Suppliers whose names are beginnings of each other, in the same sessions and in others. */
    private static List<SupplierSession> neighbours(SettlementValues values) {
        SupplierSession any = values.key();
        List<SupplierSession> neighbours = new ArrayList<>();
        for (String supplier : List.of(any.supplier(), any.supplier() + "a", any.supplier() + "~", "a", "aa")) {
            neighbours.add(new SupplierSession(supplier, any.sessionId()));
            neighbours.add(new SupplierSession(supplier, values.key().sessionId()));
            neighbours.add(new SupplierSession(supplier, "0".repeat(64)));
            neighbours.add(new SupplierSession(supplier, "f".repeat(64)));
        }
        return neighbours.stream().distinct().toList();
    }

    @Test
    void aRangeOverOneSessionsLeavesIsItsOwnAndLooksAtItsEndLast() {
        Seeds.each(200, seed -> {
            List<SupplierSession> sessions = neighbours(new SettlementValues(seed));
            List<TreePath> paths = List.of(StoredLeaves.FIRST, path(new Random(seed)), StoredLeaves.LAST);
            TreeSet<Bytes> store = new TreeSet<>();
            for (SupplierSession session : sessions) {
                paths.forEach(path -> store.add(SettlementLayout.leaf(session, path.toArray())));
                store.add(SettlementLayout.end(session));
                store.add(SettlementLayout.bundle(session, 0));
                store.add(SettlementLayout.bundle(session, Long.MAX_VALUE));
            }
            assertThat(store).hasSize(sessions.size() * (paths.size() + 3));
            for (SupplierSession session : sessions) {
                Bytes first = SettlementLayout.leaf(session, StoredLeaves.FIRST.toArray());
                Bytes last = SettlementLayout.leaf(session, StoredLeaves.LAST.toArray());
                assertThat(store.subSet(first, true, last, true))
                        .containsExactlyElementsOf(paths.stream()
                                .map(path -> SettlementLayout.leaf(session, path.toArray()))
                                .toList());
                assertThat(store.higher(last))
                        .as("what a range over leaves looks at last")
                        .isEqualTo(SettlementLayout.end(session));
                SeldomThere leaves =
                        SettlementLeavesOrder.INSTANCE.seldomThere().orElseThrow();
                assertThat(store.subSet(
                                leaves.beside(first).first(),
                                true,
                                leaves.beside(first).last(),
                                true))
                        .as("what lies beside a leaf")
                        .hasSize(paths.size() + 1)
                        .allMatch(key -> leaves.has(key) && leaves.behind(first).compareTo(key) > 0);
            }
        });
    }

    @Test
    void noTwoEntriesHaveTheSameKey() {
        Seeds.each(200, seed -> {
            List<SupplierSession> sessions = neighbours(new SettlementValues(seed));
            TreeSet<Bytes> store = new TreeSet<>(List.of(SettlementLayout.height(), SettlementLayout.step()));
            int written = 2;
            for (SupplierSession session : sessions) {
                for (OfSession kind : OfSession.values()) {
                    store.add(kind.key(session));
                    written++;
                }
                for (int prefix = 0; prefix < CrownPages.PAGES; prefix += 51) {
                    store.add(SettlementLayout.page(session, prefix));
                    written++;
                }
                for (long height : HEIGHTS) {
                    store.add(SettlementLayout.wake(new Wake(height, session)));
                    written++;
                }
            }
            assertThat(store).hasSize(written);
        });
    }

    @Test
    void upperNodesAreReadPageByPage() {
        NodeHasher hasher = new NodeHasher();
        Seeds.each(30, seed -> {
            Random random = new Random(seed);
            TreeSet<TreePath> paths = new TreeSet<>();
            for (int n = random.nextInt(200); n >= 0; n--) {
                paths.add(path(random));
            }
            for (int depth = 0; depth <= 11; depth++) {
                Map<Integer, byte[]> pages = new HashMap<>();
                CrownPagesBuilder builder = new CrownPagesBuilder(depth, hasher);
                CrownPagesBuilder.Pages keep = (prefix, page) -> pages.put(prefix, CrownForm.writePage(page));
                paths.forEach(path -> builder.add(path, hasher.leaf(path, new byte[] {1, 2}, 3), keep));
                Crown top = builder.top(keep);
                CrownPages read = CrownForm.read(
                        CrownForm.writeTop(depth, top), prefix -> Optional.ofNullable(pages.get(prefix)));
                assertThat(read.root()).isEqualTo(top.root());
                assertThat(read.root().count()).isEqualTo(paths.size());
                long sum = 0;
                for (int prefix = 0; prefix < 1 << depth; prefix++) {
                    sum += read.node(prefix, depth).sum();
                }
                assertThat(sum).isEqualTo(3L * paths.size());
            }
        });
    }
}
