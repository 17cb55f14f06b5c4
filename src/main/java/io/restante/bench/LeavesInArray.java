package io.restante.bench;

import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.OrderedLeaves;
import io.restante.settlement.tree.TreePath;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Leaves in path order that are kept with their values alone, one behind the other: a digest is computed whenever one is asked for. */
final class LeavesInArray implements OrderedLeaves {
    private final Leaf[] leaves;
    private final TreePath[] paths;
    private final NodeHasher hasher = new NodeHasher();

    /** @param leaves in path order */
    LeavesInArray(Leaf... leaves) {
        this.leaves = leaves.clone();
        this.paths = Arrays.stream(this.leaves).map(Leaf::path).toArray(TreePath[]::new);
    }

    Leaf at(int index) {
        return leaves[index];
    }

    @Override
    public void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor) {
        int found = Arrays.binarySearch(paths, first);
        for (int i = found < 0 ? -found - 1 : found; i < paths.length && paths[i].compareTo(last) <= 0; i++) {
            visitor.accept(paths[i], hasher.leaf(leaves[i]));
        }
    }

    @Override
    public Leaf leaf(TreePath path) {
        return leaves[Arrays.binarySearch(paths, path)];
    }
}
