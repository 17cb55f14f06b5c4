package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The closest proofs of the public vectors: made, written short and back, and judged as {@code strict} says. */
class ClosestVectorsTest {
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
