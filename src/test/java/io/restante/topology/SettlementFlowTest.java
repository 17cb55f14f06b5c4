package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Payload;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.StoredLeaf;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.contract.Topics;
import io.restante.settlement.Barrier;
import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.Relays;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SmallChain;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.CrownPages;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Sessions of the heights 1 to 10: claims from 12 to 16, seed 15, proofs from 16 to 20. */
class SettlementFlowTest {
    private static final String SUPPLIER = "supplier-1";
    private static final SessionHeader SESSION = Relays.session(1);
    private static final SupplierSession KEY = SESSION.of(SUPPLIER);

    private static List<ServedRelay> relays(String supplier, SessionHeader session, long count) {
        return LongStream.range(0, count)
                .mapToObj(number -> Relays.relay(supplier, session, number))
                .toList();
    }

    /** The root as one who knows all relays computes it. */
    private static TreeRoot root(List<ServedRelay> relays) {
        RootBuilder root = new RootBuilder(new NodeHasher());
        relays.stream()
                .map(SettlementFlowTest::leaf)
                .sorted(Comparator.comparing(Leaf::path))
                .forEach(root::add);
        return TreeRoot.of(root.root().toString());
    }

    private static Leaf leaf(ServedRelay relay) {
        byte[] bytes = SettlementTopics.RELAYS.values().encode(relay);
        return Leaf.ofKey(TreePath.ofKey(bytes).toArray(), bytes, relay.units());
    }

    @Test
    void aSessionsLifeFromTheFirstRelayToTheHistory() {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> relays = relays(SUPPLIER, SESSION, 5);
            flow.block(1);
            relays.forEach(flow::relay);
            flow.relay(relays.getFirst());
            flow.blocks(2, 12);
            assertThat(flow.claims()).containsExactly(new SubmitClaim(SUPPLIER, SESSION, root(relays), 1, 16, 12));
            flow.told(KEY, Kind.CLAIM, 1, Outcome.ACCEPTED, 12);
            flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 12);
            flow.blocks(13, 15);
            assertThat(flow.claims()).isEmpty();
            assertThat(flow.proofs()).isEmpty();
            flow.block(16);
            SubmitProof proof = flow.proofs().getFirst();
            Bytes path = Bytes.hex(flow.chain.proofPath(SmallChain.hash(15), SESSION.sessionId()));
            assertThat(new Verifier().closest(Bytes.hex(root(relays).hex()), path, proof.proof()))
                    .isInstanceOf(Verdict.Accepted.class);
            flow.told(KEY, Kind.PROOF, 1, Outcome.INCLUDED, 16);
            assertThat(flow.history())
                    .containsExactly(new EndedRelaySession(
                            SUPPLIER,
                            SESSION,
                            End.SETTLED,
                            Optional.of(root(relays)),
                            5,
                            0,
                            Optional.of(5 * SmallChain.UNITS * 3),
                            Optional.of(12L),
                            Optional.of(12L),
                            16,
                            1,
                            1,
                            Optional.empty()));
            flow.block(17);
            assertThat(flow.store(Store.SETTLEMENT_LEAVES).all().hasNext()).isFalse();
        }
    }

    @Test
    void neitherOrderNorRepeatsChangeTheRoot() {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> relays = relays(SUPPLIER, SESSION, 50);
            relays.reversed().forEach(flow::relay);
            relays.forEach(flow::relay);
            flow.block(12);
            assertThat(flow.claims().getFirst().root()).isEqualTo(root(relays));
        }
    }

    @Test
    void twoSuppliersOfOneSessionHaveATreeEach() {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> first = relays(SUPPLIER, SESSION, 3);
            List<ServedRelay> second = relays("supplier-2", SESSION, 4);
            first.forEach(flow::relay);
            second.forEach(flow::relay);
            flow.block(12);
            assertThat(flow.claims())
                    .extracting(SubmitClaim::root)
                    .containsExactlyInAnyOrder(root(first), root(second));
        }
    }

    @Test
    void whatClosesAtOneHeightGoesOutTogetherBySupplier() {
        try (SettlementFlow flow = new SettlementFlow()) {
            for (String application : List.of("x", "y", "z")) {
                flow.relay(Relays.relay(SUPPLIER, Relays.session(1, application), 1));
                flow.relay(Relays.relay("supplier-2", Relays.session(1, application), 1));
            }
            flow.block(12);
            List<SubmitClaim> claims = flow.claims();
            assertThat(claims).extracting(SubmitClaim::batch).containsOnly(12L);
            assertThat(claims)
                    .extracting(SubmitClaim::supplier)
                    .containsExactly(SUPPLIER, SUPPLIER, SUPPLIER, "supplier-2", "supplier-2", "supplier-2");
        }
    }

    @Test
    void aLateRelayGoesToTheDeadLettersAndIsCounted() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.block(12);
            byte[] raw = (" "
                            + new String(
                                    SettlementTopics.RELAYS.values().encode(Relays.relay(SUPPLIER, SESSION, 2)),
                                    StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            flow.pipeBytes(
                    SettlementTopics.RELAYS, SettlementTopics.RELAYS.keys().encode(KEY), raw);
            TestRecord<byte[], byte[]> dead =
                    flow.readBytes(Topics.DEAD_LETTERS).getFirst();
            assertThat(dead.value()).as("bytes untouched").isEqualTo(raw);
            assertThat(new String(dead.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .startsWith("session_closed: ");
            assertThat(flow.refusals).containsExactly("session_closed");
            flow.told(KEY, Kind.CLAIM, 1, Outcome.REJECTED, 12);
            assertThat(flow.history()).singleElement().satisfies(ended -> {
                assertThat(ended.late()).isEqualTo(1);
                assertThat(ended.end()).isEqualTo(End.CLAIM_REJECTED);
            });
        }
    }

    @Test
    void aBadRecordGoesToTheDeadLettersAndTheNextOneIsTaken() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.pipeBytes(
                    SettlementTopics.RELAYS,
                    SettlementTopics.RELAYS.keys().encode(KEY),
                    "nonsense".getBytes(StandardCharsets.UTF_8));
            flow.pipeBytes(SettlementTopics.BLOCKS, null, "{\"height\":0}".getBytes(StandardCharsets.UTF_8));
            flow.pipeBytes(SettlementTopics.RELAYS, "no separator".getBytes(StandardCharsets.UTF_8), new byte[0]);
            assertThat(flow.readBytes(Topics.DEAD_LETTERS)).hasSize(3);
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.block(12);
            assertThat(flow.claims()).hasSize(1);
        }
    }

    @Test
    void aBarrierCountsOnlyForABlockThatWasHeardOf() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.pipe(SettlementTopics.RELAY_LOG, null, new Barrier(12));
            flow.relay(Relays.relay(SUPPLIER, SESSION, 2));
            assertThat(flow.claims()).isEmpty();
            flow.block(12);
            assertThat(flow.claims())
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.root().count()).isEqualTo(2));
            assertThat(flow.readBytes(SettlementTopics.RELAYS)).singleElement().satisfies(barrier -> {
                assertThat(barrier.key()).isNull();
                assertThat(barrier.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"height\":12}");
            });
        }
    }

    @Test
    void aBarrierThatCannotBeReadAndARelayWithoutAKeyGoToTheDeadLetters() {
        try (SettlementFlow flow = new SettlementFlow()) {
            byte[] barrier = "{\"height\":0}".getBytes(StandardCharsets.UTF_8);
            byte[] relay = SettlementTopics.RELAYS.values().encode(Relays.relay(SUPPLIER, SESSION, 1));
            flow.pipeBytes(SettlementTopics.RELAYS, null, barrier);
            flow.pipeBytes(SettlementTopics.RELAYS, null, relay);
            assertThat(flow.readBytes(Topics.DEAD_LETTERS))
                    .allSatisfy(dead -> assertThat(dead.key()).isNull())
                    .extracting(TestRecord::value)
                    .containsExactly(barrier, relay);
            assertThat(flow.refusals).containsExactly("key_differs");
        }
    }

    @Test
    void aRelayUnderAnotherSessionsKeyIsRefused() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.pipe(SettlementTopics.RELAYS, SESSION.of("supplier-2"), Relays.relay(SUPPLIER, SESSION, 1));
            assertThat(flow.refusals).containsExactly("key_differs");
            flow.block(12);
            assertThat(flow.claims()).isEmpty();
        }
    }

    @Test
    void aGapBetweenBlocksIsAsGoodAsAllOfThem() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.block(3);
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.block(14);
            assertThat(flow.claims()).extracting(SubmitClaim::batch).containsExactly(14L);
            flow.block(14);
            flow.block(13);
            assertThat(flow.claims())
                    .as("repeated and lower blocks move nothing")
                    .isEmpty();
            flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 14);
            flow.block(16);
            assertThat(flow.proofs()).as("the seed, block 15, was not seen").isEmpty();
            flow.block(15);
            flow.block(17);
            assertThat(flow.proofs()).hasSize(1);
        }
    }

    @Test
    void aLargeSessionIsFrozenInStepsAndHoldsUpNoOther() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(10, 500, 10_000))) {
            SessionHeader large = Relays.session(1, "large");
            List<ServedRelay> relays = relays(SUPPLIER, large, 95);
            relays.forEach(flow::relay);
            flow.relay(Relays.relay(SUPPLIER, Relays.session(1, "small"), 1));
            flow.block(12);
            assertThat(flow.readBytes(SettlementTopics.STEPS)).hasSizeGreaterThan(8);
            List<SubmitClaim> claims = flow.claims();
            assertThat(claims)
                    .extracting(claim -> claim.session().application())
                    .containsExactly("small", "large");
            assertThat(claims.getLast().root()).isEqualTo(root(relays));
            flow.told(large.of(SUPPLIER), Kind.CLAIM, 1, Outcome.REJECTED, 12);
            flow.block(13);
            assertThat(flow.store(Store.SETTLEMENT_LEAVES)
                            .range(
                                    SettlementLayout.leaf(large.of(SUPPLIER), StoredLeaves.FIRST.toArray()),
                                    SettlementLayout.end(large.of(SUPPLIER)))
                            .hasNext())
                    .as("its leaves are gone, in steps")
                    .isFalse();
        }
    }

    @Test
    void aLargeTreesUpperNodesAreKeptInPagesUntilTheSessionIsOver() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(3_000, 500, 10_000))) {
            List<ServedRelay> relays = relays(SUPPLIER, SESSION, 8_192);
            relays.forEach(flow::relay);
            flow.block(12);
            assertThat(flow.claims()).singleElement().satisfies(claim -> assertThat(claim.root())
                    .isEqualTo(root(relays)));
            assertThat(flow.pages(KEY)).as("every prefix has leaves").isEqualTo(CrownPages.PAGES);
            flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 12);
            flow.restart();
            flow.blocks(13, 16);
            Bytes path = Bytes.hex(flow.chain.proofPath(SmallChain.hash(15), SESSION.sessionId()));
            assertThat(flow.proofs()).singleElement().satisfies(proof -> assertThat(
                            new Verifier().closest(Bytes.hex(root(relays).hex()), path, proof.proof()))
                    .isInstanceOf(Verdict.Accepted.class));
            flow.told(KEY, Kind.PROOF, 1, Outcome.INCLUDED, 16);
            flow.blocks(17, 18);
            assertThat(flow.pages(KEY)).isZero();
            assertThat(flow.store(Store.SETTLEMENT_LEAVES).all().hasNext()).isFalse();
        }
    }

    @Test
    void aPageThatIsDamagedIsMadeUpForFromTheLeaves() {
        try (SettlementFlow flow = new SettlementFlow()) {
            claimed(flow, 8_192);
            for (int prefix = 0; prefix < CrownPages.PAGES; prefix++) {
                flow.store(Store.SETTLEMENT_ENTRIES).delete(SettlementLayout.page(KEY, prefix));
            }
            flow.blocks(13, 16);
            assertThat(flow.proofs()).hasSize(1);
            assertThat(flow.stopped).isEmpty();
        }
    }

    @Test
    void howManySessionsAreInWhichStateIsTold() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.relay(Relays.relay("supplier-2", SESSION, 1));
            assertThat(flow.states).containsExactly(Map.entry("active", 2L));
            flow.block(12);
            flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 12);
            assertThat(flow.states).containsOnly(Map.entry("claiming", 1L), Map.entry("claimed", 1L));
            flow.blocks(13, 16);
            assertThat(flow.states).containsOnly(Map.entry("claiming", 1L), Map.entry("proving", 1L));
            flow.told(KEY, Kind.PROOF, 1, Outcome.INCLUDED, 16);
            flow.blocks(17, 18);
            assertThat(flow.states).isEmpty();
            assertThat(flow.ends).containsExactlyInAnyOrder(End.SETTLED, End.CLAIM_MISSED);
            assertThat(flow.sent).contains("CLAIM 1", "CLAIM 3", "PROOF 1");
        }
    }

    @Test
    void behindTheLeavesOfASessionLiesTheirEnd() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.chain.applicable = false;
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            assertThat(flow.store(Store.SETTLEMENT_LEAVES).all().hasNext()).isFalse();
            flow.chain.applicable = true;
            flow.relay(Relays.relay(SUPPLIER, SESSION, 2));
            assertThat(flow.store(Store.SETTLEMENT_LEAVES).get(SettlementLayout.end(KEY)))
                    .isNotNull();
        }
    }

    @Test
    void manySessionsDueAtOneHeightAreDoneInSteps() {
        try (SettlementFlow flow = new SettlementFlow(new WorkRules(1_000, 5, 10_000))) {
            for (int n = 0; n < 42; n++) {
                flow.relay(Relays.relay(SUPPLIER, Relays.session(1, "application-" + n), 1));
            }
            flow.block(12);
            assertThat(flow.claims()).hasSize(42);
        }
    }

    @Test
    void leavesThatChangedUnderARestoreStopTheSession() {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> relays = claimed(flow, 9);
            flow.restart();
            flow.block(13);
            assertThat(flow.stopped).as("the same leaves give the same root").isEmpty();
            flow.restart();
            lose(flow, leaf(relays.get(4)));
            flow.restart();
            flow.blocks(14, 16);
            assertThat(flow.stopped).containsExactly(KEY);
            assertThat(flow.proofs()).isEmpty();
            flow.blocks(17, 22);
            assertThat(flow.ends).containsExactly(End.PROOF_MISSED);
        }
    }

    @Test
    void aLeafThatIsDamagedIsFoundBeforeTheProofGoesOut() {
        assertStopsBeforeTheProof((flow, relays) -> lose(flow, leaf(relays.getFirst())));
    }

    @Test
    void relaysThatAreGoneAreFoundBeforeTheProofGoesOut() {
        assertStopsBeforeTheProof(
                (flow, relays) -> flow.store(Store.SETTLEMENT_LEAVES).delete(SettlementLayout.bundle(KEY, 0)));
    }

    /** @param damage done after the claim, before the proof */
    private static void assertStopsBeforeTheProof(BiConsumer<SettlementFlow, List<ServedRelay>> damage) {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> relays = claimed(flow, 2);
            flow.blocks(13, 15);
            damage.accept(flow, relays);
            flow.block(16);
            assertThat(flow.proofs()).isEmpty();
            assertThat(flow.stopped).containsExactly(KEY);
        }
    }

    @Test
    void leavesThatRelease1WroteAreClaimedAndProvedWithThoseThatCameSince() {
        try (SettlementFlow flow = new SettlementFlow()) {
            List<ServedRelay> relays = relays(SUPPLIER, SESSION, 40);
            relays.subList(0, 25).forEach(flow::relay);
            var leaves = flow.store(Store.SETTLEMENT_LEAVES);
            for (ServedRelay relay : relays.subList(0, 25)) {
                Leaf leaf = leaf(relay);
                leaves.put(
                        SettlementLayout.leaf(KEY, leaf.path().toArray()),
                        SettlementLayout.write(new StoredLeaf.Whole(
                                new NodeHasher().leaf(leaf),
                                new Payload(leaf.value().toArray()))));
                leaves.delete(SettlementLayout.bundle(KEY, relays.indexOf(relay)));
            }
            flow.restart();
            relays.forEach(flow::relay);
            flow.block(12);
            assertThat(flow.claims()).singleElement().satisfies(claim -> assertThat(claim.root())
                    .isEqualTo(root(relays)));
            flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 12);
            flow.restart();
            flow.blocks(13, 16);
            assertThat(flow.stopped).isEmpty();
            assertThat(flow.proofs()).hasSize(1);
            flow.told(KEY, Kind.PROOF, 1, Outcome.INCLUDED, 16);
            flow.block(17);
            assertThat(flow.store(Store.SETTLEMENT_LEAVES).all().hasNext()).isFalse();
        }
    }

    @Test
    void aRelayThatIsDamagedUnderItsLeafsDigestIsFoundBeforeTheProofGoesOut() {
        try (SettlementFlow flow = new SettlementFlow()) {
            claimed(flow, 2);
            flow.blocks(13, 15);
            damage(flow, SettlementLayout.bundle(KEY, 0));
            flow.block(16);
            assertThat(flow.proofs()).isEmpty();
            assertThat(flow.stopped).containsExactly(KEY);
        }
    }

    /** Relays that were served and claimed, and the claim is included. */
    private static List<ServedRelay> claimed(SettlementFlow flow, int count) {
        List<ServedRelay> relays = relays(SUPPLIER, SESSION, count);
        relays.forEach(flow::relay);
        flow.block(12);
        flow.told(KEY, Kind.CLAIM, 1, Outcome.INCLUDED, 12);
        return relays;
    }

    private static void lose(SettlementFlow flow, Leaf leaf) {
        flow.store(Store.SETTLEMENT_LEAVES)
                .delete(SettlementLayout.leaf(KEY, leaf.path().toArray()));
    }

    private static void damage(SettlementFlow flow, org.apache.kafka.common.utils.Bytes key) {
        var leaves = flow.store(Store.SETTLEMENT_LEAVES);
        byte[] value = leaves.get(key);
        Arrays.fill(value, (byte) ' ');
        leaves.put(key, value);
    }

    @Test
    void theProofThatIsSentAgainIsTheSame() {
        try (SettlementFlow flow = new SettlementFlow()) {
            claimed(flow, 20);
            flow.blocks(13, 20);
            List<SubmitProof> proofs = flow.proofs();
            assertThat(proofs).extracting(SubmitProof::attempt).containsExactly(1, 2, 3);
            assertThat(proofs).extracting(SubmitProof::batch).containsExactly(16L, 17L, 19L);
            assertThat(proofs)
                    .extracting(SubmitProof::proof)
                    .containsOnly(proofs.getFirst().proof());
        }
    }

    @Test
    void aSessionWithoutLeavesAndOneWithoutAProofEnd() {
        try (SettlementFlow flow = new SettlementFlow()) {
            flow.chain.applicable = false;
            flow.relay(Relays.relay(SUPPLIER, SESSION, 1));
            flow.block(12);
            flow.chain.applicable = true;
            flow.chain.proofRequired = false;
            SessionHeader next = Relays.session(11);
            flow.relay(Relays.relay(SUPPLIER, next, 1));
            flow.block(22);
            flow.told(next.of(SUPPLIER), Kind.CLAIM, 1, Outcome.INCLUDED, 22);
            flow.blocks(25, 26);
            assertThat(flow.ends).containsExactly(End.EMPTY, End.NOT_REQUIRED);
            assertThat(flow.proofs()).isEmpty();
        }
    }
}
