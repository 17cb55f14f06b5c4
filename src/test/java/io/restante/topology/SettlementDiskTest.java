package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.Doomed;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.settlement.Relays;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The leaves of sessions that are over, on disk. */
class SettlementDiskTest {
    private static final int SESSIONS = 8;
    private static final int LEAVES = 30_000;
    private static final int STEP = 5_000;
    private static final int BYTES = 800;

    /** Relays that lie together. */
    private static final int BUNDLE = 20;

    private static final SupplierSession ALIVE = Relays.session(11).of("supplier-2");

    @Test
    void leavesOfASessionThatIsOverGoStepByStep() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(STEP, 500, 10_000))) {
            fill(flow, ALIVE, 1);
            comeAndGo(flow, 1);
            assertThat(flow.readBytes(SettlementTopics.STEPS))
                    .as("each step deletes so many leaves and no more")
                    .hasSizeGreaterThanOrEqualTo(LEAVES / STEP - 1);
            KeyValueStore<Bytes, byte[]> leaves = flow.store(Store.SETTLEMENT_LEAVES);
            try (var left = leaves.all()) {
                assertThat(left)
                        .toIterable()
                        .extracting(entry -> entry.key)
                        .hasSize(3)
                        .allMatch(key -> new String(key.get(), StandardCharsets.UTF_8).contains(ALIVE.text()));
            }
        }
    }

    @Test
    void sessionsThatComeAndGoDoNotFillTheDisk() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(STEP, 500, 10_000))) {
            for (int session = 1; session <= SESSIONS; session++) {
                comeAndGo(flow, session);
            }
            long written = (long) SESSIONS * LEAVES * BYTES;
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(flow.leavesOnDisk())
                    .as("of %s bytes that were written", written)
                    .isLessThan(written / 2));
        }
    }

    private static void comeAndGo(SettlementFlow flow, int number) {
        SupplierSession session = Relays.session(1).of("supplier-over-" + number);
        fill(flow, session, LEAVES);
        flow.store(Store.SETTLEMENT_ENTRIES)
                .put(OfSession.DOOMED.key(session), SettlementLayout.write(new Doomed(StoredLeaves.FIRST, LEAVES)));
        flow.block(number);
    }

    private static void fill(SettlementFlow flow, SupplierSession session, int count) {
        KeyValueStore<Bytes, byte[]> leaves = flow.store(Store.SETTLEMENT_LEAVES);
        Random random = new Random(count);
        byte[] path = new byte[TreePath.BYTES];
        byte[] bundle = new byte[BUNDLE * BYTES];
        leaves.put(SettlementLayout.end(session), new byte[0]);
        for (int n = 0; n < count; n++) {
            random.nextBytes(path);
            int first = n - n % BUNDLE;
            if (n == first) {
                random.nextBytes(bundle);
                leaves.put(SettlementLayout.bundle(session, first), bundle.clone());
            }
            leaves.put(
                    SettlementLayout.leaf(session, path),
                    SettlementLayout.write(new StoredLeaf.Bundled(Digest.ZERO, first, (n - first) * BYTES)));
        }
    }
}
