package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The roots of the public vectors, after every step. */
class RootsVectorsTest {
    /** Made with the library's default, which relays do not use: there, what goes into a leaf is the hash of the value. */
    private static final String HASHED = "sha256";

    private int roots;

    @Test
    void everyRootIsTheOneOfTheVectors() {
        Map<String, Digest> finals = new HashMap<>();
        int cases = 0;
        for (JsonNode each : Vectors.file("roots").get("cases")) {
            Digest root = run(each);
            finals.put(each.get("name").textValue(), root);
            if (each.has("same_root_as")) {
                assertThat(root).isEqualTo(finals.get(each.get("same_root_as").textValue()));
            }
            cases++;
        }
        System.out.println("roots: " + cases + " cases of " + cases + ", " + roots + " roots");
        assertThat(cases).isEqualTo(70);
    }

    @Test
    void aSumThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Vectors.tree("sum_wraps_to_zero").crown(Overflow.REFUSED))
                .isInstanceOf(TreeOverflowException.class)
                .hasMessageContaining("sum");
        assertThatThrownBy(() -> Vectors.tree("sum_wraps_half").crown(Overflow.REFUSED))
                .isInstanceOf(TreeOverflowException.class);
        assertThat(Vectors.tree("sum_max_no_wrap")
                        .crown(Overflow.REFUSED)
                        .root()
                        .sum())
                .isEqualTo(-1);
    }

    private Digest run(JsonNode each) {
        boolean hashed = each.get("value_hasher").textValue().equals(HASHED);
        LeavesInMemory leaves = new LeavesInMemory();
        for (JsonNode step : each.path("steps")) {
            boolean done = hashed ? putHashed(step, leaves) : Vectors.apply(step, leaves);
            assertThat(done).as(step.toString()).isEqualTo(!step.has("error"));
            check(step.path("after"), leaves, step.toString());
        }
        Deque<JsonNode> checkpoints = new ArrayDeque<>();
        each.path("checkpoints").forEach(checkpoints::add);
        Vectors.generated(each).forEach(leaf -> {
            leaves.put(leaf);
            JsonNode next = checkpoints.peek();
            if (next != null && leaves.size() == next.get("after_n").intValue()) {
                check(checkpoints.pop(), leaves, each.get("name") + " " + next);
            }
        });
        assertThat(checkpoints).isEmpty();
        checkGets(each.path("gets"), leaves);
        check(each.get("final"), leaves, each.get("name").textValue());
        return leaves.crown(Overflow.WRAPS).root();
    }

    private static boolean putHashed(JsonNode step, LeavesInMemory leaves) {
        Leaf leaf = Vectors.leaf(step);
        leaves.put(new Leaf(leaf.path(), Bytes.of(Hashing.of(leaf.value().toArray())), leaf.weight()));
        return true;
    }

    private void check(JsonNode expected, LeavesInMemory leaves, String where) {
        if (expected.isMissingNode()) {
            return;
        }
        Digest root = leaves.crown(Overflow.WRAPS).root();
        assertThat(root).as(where).hasToString(expected.get("root").textValue());
        assertThat(root.sum()).isEqualTo(Vectors.number(expected.get("sum")));
        assertThat(root.count()).isEqualTo(Vectors.number(expected.get("count")));
        RootBuilder onePass = new RootBuilder(new NodeHasher(Overflow.WRAPS));
        leaves.visit(TreePath.first(0, 0), TreePath.last(0, 0), onePass::add);
        assertThat(onePass.root()).as(where).isEqualTo(root);
        roots++;
    }

    private static void checkGets(JsonNode gets, LeavesInMemory leaves) {
        for (JsonNode get : gets) {
            TreePath path = TreePath.ofKey(Vectors.bytes(get.get("key")));
            boolean[] found = {false};
            leaves.visit(path, path, (same, digest) -> {
                found[0] = true;
                Leaf leaf = leaves.leaf(same);
                assertThat(leaf.weight()).isEqualTo(Vectors.number(get.get("weight")));
                assertThat(leaf.value()).hasToString(get.get("value_digest").textValue());
            });
            assertThat(found[0]).as(get.toString()).isEqualTo(get.get("found").booleanValue());
        }
    }
}
