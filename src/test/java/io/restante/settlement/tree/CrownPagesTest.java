package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A crown in pages is the same crown. */
class CrownPagesTest {
    private static final int MOST = 60;

    private final NodeHasher hasher = new NodeHasher();

    /** The first page, those under it, and which of these were asked for. */
    private record Kept(int depth, Crown top, Map<Integer, Crown> pages, List<Integer> asked) {
        CrownPages read() {
            return new CrownPages(top, depth, prefix -> {
                asked.add(prefix);
                return Optional.ofNullable(pages.get(prefix));
            });
        }
    }

    private Kept kept(LeavesInMemory leaves, int depth) {
        Map<Integer, Crown> pages = new HashMap<>();
        CrownPagesBuilder builder = new CrownPagesBuilder(depth, hasher);
        leaves.visit(
                TreePath.first(0, 0),
                TreePath.last(0, 0),
                (path, digest) -> builder.add(path, digest, (prefix, page) -> assertThat(pages.put(prefix, page))
                        .isNull()));
        Crown top = builder.top(
                (prefix, page) -> assertThat(pages.put(prefix, page)).isNull());
        return new Kept(depth, top, pages, new ArrayList<>());
    }

    private Crown whole(LeavesInMemory leaves, int depth) {
        CrownBuilder builder = new CrownBuilder(depth, hasher);
        leaves.visit(TreePath.first(0, 0), TreePath.last(0, 0), builder::add);
        return builder.crown();
    }

    @Test
    void everyNodeIsThatOfTheWholeCrown() {
        Seeds.each(60, seed -> {
            LeavesInMemory leaves = Trees.kept(new Trees(seed).leaves(MOST));
            for (int depth = 0; depth <= 12; depth++) {
                Crown whole = whole(leaves, depth);
                CrownPages pages = kept(leaves, depth).read();
                assertThat(pages.depth()).isEqualTo(depth);
                assertThat(pages.root()).isEqualTo(whole.root());
                for (int bits = 0; bits <= depth; bits++) {
                    for (int prefix = 0; prefix < 1 << bits; prefix++) {
                        assertThat(pages.node(prefix, bits)).isEqualTo(whole.node(prefix, bits));
                    }
                }
            }
        });
    }

    @Test
    void aProofIsThatOfTheWholeCrownAndReadsFewPages() {
        Seeds.each(300, seed -> {
            Trees trees = new Trees(seed);
            List<Leaf> list = trees.leaves(MOST);
            LeavesInMemory leaves = Trees.kept(list);
            TreePath target = trees.target(list);
            int depth = (int) (seed % 14);
            Kept kept = kept(leaves, depth);
            assertThat(new Prover(leaves, kept.read()).closest(target))
                    .isEqualTo(new Prover(leaves, whole(leaves, depth)).closest(target));
            assertThat(kept.asked()).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates();
        });
    }

    @Test
    void aPageThatIsGoneIsNamed() {
        LeavesInMemory leaves = Trees.kept(new Trees(7).leaves(MOST));
        Kept kept = kept(leaves, 12);
        kept.pages().clear();
        List<TreePath> paths = new ArrayList<>();
        leaves.visit(TreePath.first(0, 0), TreePath.last(0, 0), (path, digest) -> paths.add(path));
        assertThatThrownBy(() -> kept.read().node(paths.getFirst().prefix(12), 12))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("are not there, or not down to depth 12");
    }

    @Test
    void nodesInBytesAreThoseOfTheCrownAndOfNoOtherNumber() {
        Crown crown = whole(Trees.kept(new Trees(3).leaves(MOST)), 5);
        ByteBuffer bytes = ByteBuffer.allocate(2 + 63 * Digest.BYTES).position(2);
        crown.nodes().forEach(node -> bytes.put(node.toArray()));
        UpperNodes read = new NodesInBytes(bytes.array(), 2);
        assertThat(read.depth()).isEqualTo(5);
        for (int bits = 0; bits <= 5; bits++) {
            for (int prefix = 0; prefix < 1 << bits; prefix++) {
                assertThat(read.node(prefix, bits)).isEqualTo(crown.node(prefix, bits));
            }
        }
        for (int length : new int[] {0, 1, 47, 49, 2 * 48, 62 * 48, 64 * 48}) {
            assertThatThrownBy(() -> new NodesInBytes(new byte[length], 0))
                    .hasMessageContaining("nodes: expected a root")
                    .hasMessageContaining("got " + length + " bytes");
        }
    }

    @Test
    void leavesOutOfOrderAreRefused() {
        CrownPagesBuilder builder = new CrownPagesBuilder(10, hasher);
        builder.add(TreePath.last(1, 1), Digest.ZERO, (prefix, page) -> {});
        assertThatThrownBy(() -> builder.add(TreePath.first(0, 1), Digest.ZERO, (prefix, page) -> {}))
                .hasMessageContaining("in path order");
    }

    @Test
    void largeTreesHavePagesAndNeverMoreThanTheyMay() {
        assertThat(CrownPages.several(8_191)).isFalse();
        assertThat(CrownPages.several(8_192)).isTrue();
        assertThat(CrownPages.depthFor(1_000_000)).isEqualTo(15);
        assertThat(CrownPages.depthFor(Long.MAX_VALUE)).isEqualTo(CrownPages.MAX_DEPTH);
    }
}
