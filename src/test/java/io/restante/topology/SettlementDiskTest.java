package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.base.Payload;
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
import io.restante.settlement.tree.TreePath;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** The leaves of a session that is over, on disk. */
class SettlementDiskTest {
    private static final int LEAVES = 150_000;
    private static final int STEP = 5_000;
    private static final int BYTES = 600;
    private static final SupplierSession OVER = Relays.session(1).of("supplier-1");
    private static final SupplierSession ALIVE = Relays.session(11).of("supplier-2");

    @Test
    void leavesOfASessionThatIsOverGoStepByStepAndGiveTheirDiskBack() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(STEP, 500, 10_000))) {
            fill(flow, OVER, LEAVES);
            fill(flow, ALIVE, 1);
            flow.store(Store.SETTLEMENT_ENTRIES)
                    .put(OfSession.DOOMED.key(OVER), SettlementLayout.write(new Doomed(StoredLeaves.FIRST, LEAVES)));
            long before = flow.leavesOnDisk();
            flow.block(1);
            assertThat(flow.readBytes(SettlementTopics.STEPS))
                    .as("each step deletes so many leaves and no more")
                    .hasSizeGreaterThanOrEqualTo(LEAVES / STEP - 1);
            KeyValueStore<Bytes, byte[]> leaves = flow.store(Store.SETTLEMENT_LEAVES);
            try (var left = leaves.all()) {
                assertThat(left)
                        .toIterable()
                        .extracting(entry -> entry.key)
                        .hasSize(2)
                        .allMatch(key -> new String(key.get(), java.nio.charset.StandardCharsets.UTF_8)
                                .startsWith(ALIVE.text()));
            }
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(flow.leavesOnDisk())
                    .as("of %s bytes before", before)
                    .isLessThan(before / 2));
        }
    }

    private static void fill(SettlementFlow flow, SupplierSession session, int count) {
        KeyValueStore<Bytes, byte[]> leaves = flow.store(Store.SETTLEMENT_LEAVES);
        Random random = new Random(count);
        byte[] path = new byte[TreePath.BYTES];
        byte[] relay = new byte[BYTES];
        leaves.put(SettlementLayout.end(session), new byte[0]);
        for (int n = 0; n < count; n++) {
            random.nextBytes(path);
            random.nextBytes(relay);
            leaves.put(
                    SettlementLayout.leaf(session, path),
                    SettlementLayout.write(new StoredLeaf(1, new Payload(relay))));
        }
    }
}
