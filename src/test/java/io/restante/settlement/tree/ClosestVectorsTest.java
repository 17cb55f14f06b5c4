package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The closest proofs of the public vectors: made, written short and back, and judged as {@code strict} says. */
class ClosestVectorsTest {
    /** Why each damaged proof is refused. Which side node was damaged decides in two cases. */
    private static final Map<String, Set<Reason>> REASONS = Map.ofEntries(
            why("root_hash_bit", Reason.OTHER_ROOT),
            why("root_sum_plus_one", Reason.OTHER_ROOT),
            why("root_count_plus_one", Reason.OTHER_ROOT),
            why("root_truncated", Reason.ROOT),
            why("value_bit", Reason.OTHER_ROOT),
            why("value_weight", Reason.OTHER_ROOT),
            why("value_count", Reason.COUNT),
            why("value_truncated_to_15_bytes", Reason.VALUE),
            why("value_nil", Reason.VALUE),
            why("side_node_hash_bit", Reason.OTHER_ROOT, Reason.SIDE_NODES),
            why("side_node_sum", Reason.OTHER_ROOT, Reason.SIDE_NODES),
            why("side_node_count", Reason.OTHER_ROOT),
            why("side_nodes_swapped", Reason.OTHER_ROOT),
            why("side_node_removed_top", Reason.DEPTH),
            why("side_node_appended", Reason.DEPTH),
            why("side_node_47_bytes_with_sibling", Reason.SIDE_NODES),
            why("side_node_49_bytes_no_sibling", Reason.SIDE_NODES),
            why("sibling_data_bit", Reason.SIBLING_DATA),
            why("closest_path_bit_inside_depth", Reason.FLIPPED_BITS),
            why("closest_path_bit_beyond_depth", Reason.OTHER_ROOT),
            why("path_bit_inside_depth", Reason.FLIPPED_BITS),
            why("path_31_bytes", Reason.PATH),
            why("depth_plus_one", Reason.DEPTH),
            why("depth_257", Reason.DEPTH),
            why("depth_negative", Reason.DEPTH),
            why("depth_zero_no_flips", Reason.DEPTH),
            why("flipped_bit_added", Reason.FLIPPED_BITS),
            why("flipped_bit_twice", Reason.FLIPPED_BITS),
            why("flipped_bit_beyond_depth", Reason.FLIPPED_BITS),
            why("flipped_bit_equal_depth", Reason.FLIPPED_BITS),
            why("flipped_bits_dropped", Reason.FLIPPED_BITS),
            why("non_membership_data_present", Reason.NON_MEMBERSHIP_DATA),
            why("placeholder_side_node_empty_bytes_no_sibling", Reason.SIDE_NODES),
            why("forged_other_leaf_depth_0", Reason.DEPTH),
            why("forged_other_leaf_unjustified_flips", Reason.FLIPPED_BITS),
            why("forged_leaf_count_5", Reason.COUNT),
            why("forged_empty_slot_as_closest", Reason.VALUE),
            why("bit_mask_too_short", Reason.BIT_MASK),
            why("bit_mask_too_long", Reason.BIT_MASK),
            why("bit_mask_bit_cleared", Reason.BIT_MASK),
            why("num_side_nodes_300", Reason.SIDE_NODES),
            why("num_side_nodes_negative", Reason.SIDE_NODES),
            why("side_node_extra", Reason.BIT_MASK),
            why("side_node_missing", Reason.BIT_MASK),
            why("depth_three_bytes", Reason.DEPTH),
            why("flipped_bit_three_bytes", Reason.FLIPPED_BITS),
            why("flipped_bit_two_bytes_padded", Reason.FLIPPED_BITS),
            why("mask_trailing_padding_bit_set", Reason.BIT_MASK),
            why("empty/zeros", Reason.CLOSEST_PATH),
            why("empty/ones", Reason.CLOSEST_PATH),
            why("empty/random", Reason.CLOSEST_PATH),
            why("sum_wraps_to_zero/random", Reason.OVERFLOW));

    private static Map.Entry<String, Set<Reason>> why(String name, Reason... reasons) {
        return Map.entry(name, Set.of(reasons));
    }

    private final Verifier verifier = new Verifier();

    @Test
    void everyProofIsMadeAndJudgedAsTheVectorsSay() {
        int cases = 0;
        for (JsonNode each : Vectors.file("closest").get("cases")) {
            ClosestProof proof = Vectors.closest(each.get("proof"));
            judge(each, verifier.closest(Vectors.hex(each.get("root")), proof.path(), proof));
            if (each.has("compact")) {
                checkCompact(each, proof);
            }
            checkMade(each, proof);
            cases++;
        }
        System.out.println("closest: " + cases + " proofs of " + cases);
        assertThat(cases).isEqualTo(156);
    }

    @Test
    void everyDamagedProofIsJudgedAsTheVectorsSay() {
        int cases = 0;
        for (JsonNode each : Vectors.file("closest").get("tampered")) {
            ClosestProof proof = Vectors.closest(each.get("proof"));
            judge(each, verifier.closest(Vectors.hex(each.get("root")), proof.path(), proof));
            cases++;
        }
        System.out.println("closest, damaged: " + cases + " proofs of " + cases);
        assertThat(cases).isEqualTo(77);
    }

    @Test
    void everyDamagedCompactProofIsJudgedAsTheVectorsSay() {
        int cases = 0;
        for (JsonNode each : Vectors.file("closest").get("compact_tampered")) {
            CompactClosestProof proof = Vectors.compactClosest(each.get("compact"));
            judge(each, verifier.closest(Vectors.hex(each.get("root")), proof.path(), proof));
            cases++;
        }
        System.out.println("closest, compact and damaged: " + cases + " proofs of " + cases);
        assertThat(cases).isEqualTo(11);
    }

    /** The first of them has no verdict of ours: it is verified with another hasher for values than the tree was made with. */
    @Test
    void aTreeOfHashedValuesIsOneOfOtherValues() {
        int cases = 0;
        for (JsonNode each : Vectors.file("closest").get("hashed_value_spec")) {
            ClosestProof proof = Vectors.closest(each.get("proof"));
            Verdict verdict = verifier.closest(Vectors.hex(each.get("root")), proof.path(), proof);
            if (each.get("verify").has("strict")) {
                judge(each, verdict);
            } else {
                assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
            }
            cases++;
        }
        System.out.println("closest, hashed values: " + cases + " proofs of " + cases);
        assertThat(cases).isEqualTo(2);
    }

    @Test
    void aProofIsMadeWhereThePublicLibraryPanics() {
        int cases = 0;
        for (JsonNode each : Vectors.file("closest").get("quirks")) {
            LeavesInMemory leaves = new LeavesInMemory();
            each.get("steps").forEach(step -> Vectors.apply(step, leaves));
            Crown crown = leaves.crown(Overflow.REFUSED);
            assertThat(crown.root()).hasToString(each.get("root").get("root").textValue());
            TreePath path = TreePath.hex(each.get("path").textValue());
            ClosestProof proof = new Prover(leaves, crown).closest(path).orElseThrow();
            assertThat(verifier.closest(crown.root().toBytes(), path.toBytes(), proof))
                    .isEqualTo(Verdict.ACCEPTED);
            cases++;
        }
        System.out.println("closest, quirks: " + cases + " of " + cases);
        assertThat(cases).isPositive();
    }

    private static void judge(JsonNode each, Verdict verdict) {
        boolean accepted = each.get("verify").get("strict").textValue().equals("accept");
        assertThat(verdict.equals(Verdict.ACCEPTED))
                .as(each.get("name") + " of " + each.get("base") + ": " + verdict)
                .isEqualTo(accepted);
        if (verdict instanceof Verdict.Refused refused) {
            String name = each.get("name").textValue();
            assertThat(REASONS.get(name)).as(name).isNotNull().contains(refused.reason());
            assertThat(refused.detail()).contains("expected");
        }
    }

    private void checkCompact(JsonNode each, ClosestProof proof) {
        CompactClosestProof compact = Vectors.compactClosest(each.get("compact"));
        boolean empty = each.get("tree").textValue().equals("empty");
        if (!empty) {
            assertThat(proof.compact()).as(each.get("name").textValue()).isEqualTo(compact);
        }
        assertThat(compact.expand()).isEqualTo(new Expansion.Expanded<>(proof));
        judge(each, verifier.closest(Vectors.hex(each.get("root")), compact.path(), compact));
    }

    private static void checkMade(JsonNode each, ClosestProof expected) {
        LeavesInMemory leaves = Vectors.tree(each.get("tree").textValue());
        Optional<ClosestProof> made = new Prover(leaves, leaves.crown(Overflow.WRAPS))
                .closest(TreePath.of(expected.path().toArray()));
        if (leaves.size() == 0) {
            assertThat(made).isEmpty();
            return;
        }
        ClosestProof proof = made.orElseThrow();
        assertThat(withoutSibling(proof)).as(each.get("name").textValue()).isEqualTo(withoutSibling(expected));
        assertThat(Vectors.siblingDigest(proof.closestProof()))
                .isEqualTo(Vectors.siblingDigest(expected.closestProof()));
        assertThat(proof.closestProof().sibling().map(Bytes::length))
                .as("the same kind of node")
                .isEqualTo(expected.closestProof().sibling().map(Bytes::length));
    }

    private static ClosestProof withoutSibling(ClosestProof proof) {
        return new ClosestProof(
                proof.path(),
                proof.flippedBits(),
                proof.depth(),
                proof.closestPath(),
                proof.closestValueHash(),
                Vectors.withoutSibling(proof.closestProof()));
    }
}
