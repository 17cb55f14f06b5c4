package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The proofs of the public vectors that a leaf is there, or is not: made, written short and back, and judged. */
class MembershipVectorsTest {
    /** Proofs as the library makes them; all others were changed afterwards, or say another thing than they were made for. */
    private static final Set<String> MADE = Set.of("member_", "absent_");

    private final Verifier verifier = new Verifier();

    @Test
    void everyProofIsMadeAndJudgedAsTheVectorsSay() {
        int cases = 0;
        int made = 0;
        for (JsonNode each : Vectors.file("membership").get("cases")) {
            MerkleProof proof = Vectors.merkle(each.get("proof"));
            judge(each, proof);
            if (each.has("compact")) {
                CompactMerkleProof compact = Vectors.compactMerkle(each.get("compact"));
                assertThat(compact.expand()).isEqualTo(new Expansion.Expanded<>(proof));
                assertThat(proof.compact()).isEqualTo(compact);
            }
            if (MADE.stream().anyMatch(word -> each.get("name").textValue().contains("/" + word))) {
                checkMade(each, proof);
                made++;
            }
            cases++;
        }
        System.out.println("membership: " + cases + " proofs of " + cases + ", " + made + " of them made");
        assertThat(cases).isEqualTo(113);
    }

    private void judge(JsonNode each, MerkleProof proof) {
        TreePath path = TreePath.ofKey(Vectors.bytes(each.get("key")));
        Bytes root = Vectors.hex(each.get("root"));
        Verdict verdict = each.get("value").isNull()
                ? verifier.absent(root, path, proof)
                : verifier.member(root, path, valueWeightCount(each), proof);
        assertThat(verdict.equals(Verdict.ACCEPTED))
                .as(each.get("name") + ": " + verdict)
                .isEqualTo(each.get("verify").get("go").textValue().equals("true"));
    }

    private static Bytes valueWeightCount(JsonNode each) {
        byte[] value = Vectors.bytes(each.get("value"));
        return Bytes.of(ByteBuffer.allocate(value.length + 2 * Long.BYTES)
                .put(value)
                .putLong(Vectors.number(each.get("weight")))
                .putLong(Vectors.number(each.get("count")))
                .array());
    }

    private static void checkMade(JsonNode each, MerkleProof expected) {
        LeavesInMemory leaves = Vectors.tree(each.get("tree").textValue());
        MerkleProof made = new Prover(leaves, leaves.crown(Overflow.WRAPS))
                .membership(TreePath.ofKey(Vectors.bytes(each.get("key"))));
        assertThat(Vectors.withoutSibling(made))
                .as(each.get("name").textValue())
                .isEqualTo(Vectors.withoutSibling(expected));
        assertThat(Vectors.siblingDigest(made)).isEqualTo(Vectors.siblingDigest(expected));
    }
}
