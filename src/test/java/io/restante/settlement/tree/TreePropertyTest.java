package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Seeds;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every set of leaves, tried with many. */
class TreePropertyTest {
    private static final int MOST = 60;

    private final NodeHasher hasher = new NodeHasher();
    private final Verifier verifier = new Verifier();

    @Test
    void theRootIsWhatTheDefinitionSaysAtAnyDepthOfTheCrown() {
        Seeds.each(300, seed -> {
            List<Leaf> leaves = new Trees(seed).leaves(MOST);
            List<Leaf> ordered =
                    leaves.stream().sorted(Comparator.comparing(Leaf::path)).toList();
            Digest defined = defined(ordered, 0);
            RootBuilder onePass = new RootBuilder(hasher);
            ordered.forEach(onePass::add);
            assertThat(onePass.root()).isEqualTo(defined);
            for (int depth = 0; depth <= 10; depth++) {
                CrownBuilder builder = new CrownBuilder(depth, hasher);
                ordered.forEach(builder::add);
                Crown crown = builder.crown();
                assertThat(crown.root()).as("depth " + depth).isEqualTo(defined);
                assertThat(Crown.above(depth, crown.nodes().subList((1 << depth) - 1, (2 << depth) - 1), hasher)
                                .root())
                        .isEqualTo(defined);
            }
            assertThat(Trees.kept(leaves).crown(Overflow.REFUSED).root()).isEqualTo(defined);
        });
    }

    @Test
    void theClosestLeafIsProvedAndTheProofAccepted() {
        Seeds.each(400, seed -> {
            Trees trees = new Trees(seed);
            List<Leaf> leaves = trees.leaves(MOST);
            LeavesInMemory kept = Trees.kept(leaves);
            Crown crown = crown(kept, (int) (seed % 9));
            TreePath target = trees.target(leaves);
            if (leaves.isEmpty()) {
                assertThat(new Prover(kept, crown).closest(target)).isEmpty();
                return;
            }
            ClosestProof proof = new Prover(kept, crown).closest(target).orElseThrow();
            Leaf closest = leaves.stream()
                    .min(Comparator.comparing(leaf -> distance(leaf.path(), target)))
                    .orElseThrow();
            assertThat(proof.closestPath()).isEqualTo(closest.path().toBytes());
            assertThat(proof.closestValueHash()).contains(closest.valueWeightCount());
            Bytes root = crown.root().toBytes();
            assertThat(verifier.closest(root, target.toBytes(), proof)).isEqualTo(Verdict.ACCEPTED);
            assertThat(verifier.closest(root, target.toBytes(), proof.compact()))
                    .isEqualTo(Verdict.ACCEPTED);
            assertThat(proof.compact().expand()).isEqualTo(new Expansion.Expanded<>(proof));
        });
    }

    @Test
    void presenceAndAbsenceAreProved() {
        Seeds.each(400, seed -> {
            Trees trees = new Trees(seed);
            List<Leaf> leaves = trees.leaves(MOST);
            LeavesInMemory kept = Trees.kept(leaves);
            Crown crown = crown(kept, (int) (seed % 9));
            TreePath path = trees.target(leaves);
            MerkleProof proof = new Prover(kept, crown).membership(path);
            Bytes root = crown.root().toBytes();
            List<Leaf> there =
                    leaves.stream().filter(leaf -> leaf.path().equals(path)).toList();
            if (there.isEmpty()) {
                assertThat(verifier.absent(root, path, proof)).isEqualTo(Verdict.ACCEPTED);
                assertThat(verifier.member(root, path, trees.leaf(path).valueWeightCount(), proof))
                        .isInstanceOf(Verdict.Refused.class);
            } else {
                Bytes value = there.getFirst().valueWeightCount();
                assertThat(verifier.member(root, path, value, proof)).isEqualTo(Verdict.ACCEPTED);
                assertThat(verifier.absent(root, path, proof)).isInstanceOf(Verdict.Refused.class);
            }
        });
    }

    @Test
    void aCrownIsComputedAnewFromThePrefixesThatChanged() {
        Seeds.each(100, seed -> {
            Trees trees = new Trees(seed);
            LeavesInMemory kept = Trees.kept(trees.leaves(MOST));
            Crown before = crown(kept, 4);
            Leaf more = trees.leaf(trees.path());
            kept.put(more);
            Crown after = crown(kept, 4);
            int changed = more.path().prefix(4);
            List<Digest> digests = IntStream.range(0, 1 << 4)
                    .mapToObj(prefix -> (prefix == changed ? after : before).node(prefix, 4))
                    .toList();
            assertThat(Crown.above(4, digests, hasher).root()).isEqualTo(after.root());
        });
    }

    @Test
    void leavesOutOfOrderAreRefused() {
        Leaf low = new Leaf(TreePath.first(0, 1), Bytes.of((byte) 1), 1);
        Leaf high = new Leaf(TreePath.last(1, 1), Bytes.of((byte) 1), 1);
        RootBuilder builder = new RootBuilder(hasher);
        builder.add(high);
        assertThatThrownBy(() -> builder.add(low)).hasMessageContaining("expected one after");
        assertThatThrownBy(() -> builder.add(high)).hasMessageContaining("expected one after");
        CrownBuilder crown = new CrownBuilder(1, hasher);
        crown.add(high);
        assertThatThrownBy(() -> crown.add(low)).hasMessageContaining("in path order");
    }

    @Test
    void leavesThatAreNotThoseOfTheRootProveNothing() {
        LeavesInMemory kept = Trees.kept(new Trees(1).leaves(MOST));
        Crown crown = crown(kept, 2);
        TreePath target = TreePath.first(0, 0);
        ClosestProof proof = new Prover(kept, crown).closest(target).orElseThrow();
        kept.remove(TreePath.of(proof.closestPath().toArray()));
        assertThatThrownBy(() -> new Prover(kept, crown).closest(target))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not those the root was computed from");
    }

    @Test
    void aCrownIsDeepEnoughForFewLeavesUnderEachPrefix() {
        assertThat(Crown.depthFor(0)).isZero();
        assertThat(Crown.depthFor(31)).isZero();
        assertThat(Crown.depthFor(1_000)).isEqualTo(5);
        assertThat(Crown.depthFor(1_000_000)).isEqualTo(15);
        assertThat(Crown.depthFor(Long.MAX_VALUE)).isEqualTo(Crown.MAX_DEPTH);
    }

    private static Crown crown(LeavesInMemory leaves, int depth) {
        CrownBuilder builder = new CrownBuilder(depth, new NodeHasher());
        leaves.visit(TreePath.first(0, 0), TreePath.last(0, 0), builder::add);
        return builder.crown();
    }

    private static BigInteger distance(TreePath path, TreePath target) {
        return new BigInteger(1, path.toArray()).xor(new BigInteger(1, target.toArray()));
    }

    /** As the protocol defines it, word by word: by the common prefix, and then up to the depth asked for. */
    private Digest defined(List<Leaf> leaves, int depth) {
        if (leaves.isEmpty()) {
            return Digest.ZERO;
        }
        Leaf first = leaves.getFirst();
        if (leaves.size() == 1) {
            return hasher.leaf(first);
        }
        int common = first.path().commonPrefix(leaves.getLast().path());
        Digest node =
                hasher.inner(defined(on(0, leaves, common), common + 1), defined(on(1, leaves, common), common + 1));
        for (int i = common - 1; i >= depth; i--) {
            node = first.path().bit(i) == 0 ? hasher.inner(node, Digest.ZERO) : hasher.inner(Digest.ZERO, node);
        }
        return node;
    }

    private static List<Leaf> on(int bit, List<Leaf> leaves, int depth) {
        return leaves.stream().filter(leaf -> leaf.path().bit(depth) == bit).toList();
    }
}
