package io.restante.settlement.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import io.restante.contract.SettlementLayout;
import io.restante.settlement.Relays;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class NewLeavesTest {
    private static final SupplierSession SESSION = session(1);

    private static SupplierSession session(int number) {
        return Relays.session(1).of("supplier-" + number);
    }

    private static Bytes leaf(SupplierSession session, Random random) {
        byte[] path = new byte[TreePath.BYTES];
        random.nextBytes(path);
        return SettlementLayout.leaf(session, path);
    }

    @Test
    void aLeafThatWasAddedMayAlwaysBeStored() {
        Seeds.each(20, seed -> {
            Random random = new Random(seed);
            NewLeaves leaves = new NewLeaves();
            List<Bytes> added = new ArrayList<>();
            leaves.begin(SESSION);
            for (int n = 0; n < 2_000; n++) {
                Bytes leaf = leaf(SESSION, random);
                leaves.add(SESSION, leaf);
                added.add(leaf);
                if (random.nextInt(500) == 0) {
                    leaves.begin(session(2 + n));
                }
            }
            assertThat(added).allMatch(leaf -> leaves.mayBeStored(SESSION, leaf));
        });
    }

    @Test
    void mostLeavesThatWereNotAddedAreKnownNotToBeStored() {
        Random random = new Random(7);
        NewLeaves leaves = new NewLeaves();
        leaves.begin(SESSION);
        for (int n = 0; n < 1_000_000; n++) {
            leaves.add(SESSION, leaf(SESSION, random));
        }
        int maybe = 0;
        for (int n = 0; n < 10_000; n++) {
            maybe += leaves.mayBeStored(SESSION, leaf(SESSION, random)) ? 1 : 0;
        }
        assertThat(maybe).isLessThan(200);
    }

    @Test
    void ofASessionThatDidNotBeginHereNothingIsKnown() {
        NewLeaves leaves = new NewLeaves();
        Bytes leaf = leaf(SESSION, new Random(7));
        assertThat(leaves.mayBeStored(SESSION, leaf)).isTrue();
        leaves.begin(session(2));
        assertThat(leaves.mayBeStored(SESSION, leaf)).isTrue();
    }

    @Test
    void whatBeganBeforeItWasFullIsLookedForAgain() {
        Random random = new Random(7);
        NewLeaves leaves = new NewLeaves();
        leaves.begin(SESSION);
        Bytes first = leaf(SESSION, random);
        leaves.add(SESSION, first);
        for (int number = 2; number < 30_000; number++) {
            leaves.begin(session(number));
        }
        assertThat(leaves.mayBeStored(SESSION, first)).isTrue();
        assertThat(leaves.mayBeStored(SESSION, leaf(SESSION, random))).isTrue();
    }
}
