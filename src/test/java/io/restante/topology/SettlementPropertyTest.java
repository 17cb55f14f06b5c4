package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import io.restante.contract.SettlementTopics;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.RelayHash;
import io.restante.settlement.Relays;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random histories: relays in any order and again, gaps and repeats of blocks, dropped and late transactions, restarts. */
class SettlementPropertyTest {
    private static final List<String> SUPPLIERS = List.of("supplier-1", "supplier-2");
    private static final int STEPS = 120;

    @Test
    void whateverHappensOneRootNoLostRelayNoProofBeforeItsClaim() {
        Seeds.each(20, seed -> {
            try (World world = new World(new Random(seed))) {
                for (int n = 0; n < STEPS; n++) {
                    world.step();
                    world.check();
                }
                world.endAll();
                world.check();
                world.checkEnds();
            }
        });
    }

    /** The topology, and what somebody outside knows of it. */
    private static final class World implements AutoCloseable {
        private final Random random;
        private final SettlementFlow flow;
        private final Map<SupplierSession, Set<ServedRelay>> accepted = new HashMap<>();
        private final Map<SupplierSession, SessionHeader> headers = new HashMap<>();
        private final Map<SupplierSession, TreeRoot> roots = new HashMap<>();
        private final Set<SupplierSession> included = new HashSet<>();
        private final Set<SupplierSession> proved = new HashSet<>();
        private final List<EndedRelaySession> ended = new ArrayList<>();
        private long height;

        World(Random random) {
            this.random = random;
            this.flow = new SettlementFlow(new WorkRules(1 + random.nextInt(20), 1 + random.nextInt(4), 10_000));
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> relay();
                case 5, 6, 7 -> blocks();
                case 8 -> flow.block(Math.max(1, height - random.nextInt(3)));
                default -> flow.restart();
            }
        }

        private void relay() {
            long start = Math.max(0, (height - 1) / 10) * 10 + 1;
            String supplier = SUPPLIERS.get(random.nextInt(SUPPLIERS.size()));
            SessionHeader session = Relays.session(start, "application-" + random.nextInt(2));
            SupplierSession key = session.of(supplier);
            headers.put(key, session);
            for (int n = random.nextInt(8); n >= 0; n--) {
                ServedRelay relay = Relays.relay(supplier, session, random.nextInt(40));
                flow.relay(relay);
                if (height < session.endHeight() + 2) {
                    accepted.computeIfAbsent(key, each -> new LinkedHashSet<>()).add(relay);
                }
            }
        }

        private void blocks() {
            height += 1;
            flow.block(height);
            if (random.nextInt(6) == 0) {
                long before = height;
                height += 1 + random.nextInt(2);
                flow.block(height);
                for (long late = before + 1; late < height; late++) {
                    flow.block(late);
                }
            }
        }

        /** Takes in what was sent, and lets the chain answer, not always. */
        void check() {
            for (SubmitClaim claim : flow.claims()) {
                SupplierSession key = claim.session().of(claim.supplier());
                OneRoot.holds(roots.computeIfAbsent(key, each -> claim.root()), claim);
                NoLostRelay.holds(accepted.getOrDefault(key, Set.of()), claim);
                InItsWindow.holds(claim.deadline(), claim.batch());
                if (random.nextInt(3) > 0) {
                    flow.told(key, Kind.CLAIM, claim.attempt(), Outcome.INCLUDED, height);
                    included.add(key);
                }
            }
            for (SubmitProof proof : flow.proofs()) {
                SupplierSession key = proof.session().of(proof.supplier());
                NoProofBeforeItsClaim.holds(included, key);
                InItsWindow.holds(proof.deadline(), proof.batch());
                proved.add(key);
                if (random.nextInt(3) > 0) {
                    flow.told(key, Kind.PROOF, proof.attempt(), Outcome.INCLUDED, height);
                }
            }
            ended.addAll(flow.history());
        }

        void endAll() {
            for (int n = 0; n < 40; n++) {
                height++;
                flow.block(height);
                check();
            }
        }

        void checkEnds() {
            assertThat(flow.stopped).isEmpty();
            assertThat(ended)
                    .as("every session that had a relay ends once")
                    .extracting(each -> each.session().of(each.supplier()))
                    .containsExactlyInAnyOrderElementsOf(accepted.keySet());
            NoMissedOpenWindow.holds(ended, roots.keySet(), included, proved);
        }

        @Override
        public void close() {
            flow.close();
        }
    }

    /** A session is claimed with one root. */
    private static final class OneRoot {
        static void holds(TreeRoot first, SubmitClaim claim) {
            assertThat(claim.root()).isEqualTo(first);
        }
    }

    /** The claim has every relay that was on the log before the freeze, each once. */
    private static final class NoLostRelay {
        static void holds(Set<ServedRelay> relays, SubmitClaim claim) {
            RootBuilder root = new RootBuilder(new NodeHasher());
            relays.stream()
                    .map(relay ->
                            RelayHash.leaf(SettlementTopics.RELAYS.values().encode(relay), relay.units()))
                    .sorted(Comparator.comparing(Leaf::path))
                    .forEach(root::add);
            assertThat(claim.root()).isEqualTo(TreeRoot.of(root.root().toString()));
        }
    }

    /** Nothing is sent after its window. */
    private static final class InItsWindow {
        static void holds(long deadline, long height) {
            assertThat(height).isLessThanOrEqualTo(deadline);
        }
    }

    /** A proof goes out only when its claim is in a block. */
    private static final class NoProofBeforeItsClaim {
        static void holds(Set<SupplierSession> included, SupplierSession key) {
            assertThat(included).contains(key);
        }
    }

    /** Whoever missed a window had sent while it was open; the chain did not include it. */
    private static final class NoMissedOpenWindow {
        static void holds(
                List<EndedRelaySession> ended,
                Set<SupplierSession> claimed,
                Set<SupplierSession> included,
                Set<SupplierSession> proved) {
            for (EndedRelaySession each : ended) {
                SupplierSession key = each.session().of(each.supplier());
                assertThat(claimed).contains(key);
                switch (each.end()) {
                    case SETTLED -> assertThat(proved).contains(key);
                    case CLAIM_MISSED -> assertThat(included).doesNotContain(key);
                    case PROOF_MISSED -> assertThat(proved).contains(key);
                    case EMPTY, NOT_REQUIRED, CLAIM_REJECTED, PROOF_REJECTED ->
                        throw new AssertionError("Nobody asked for this end: " + each);
                }
            }
        }
    }
}
