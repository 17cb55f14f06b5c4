package io.restante.settlement.tree;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Leaves kept in memory. A leaf put at a path again replaces the one that was there. */
public final class LeavesInMemory implements OrderedLeaves {
    private record Kept(Leaf leaf, Digest digest) {}

    private final NavigableMap<TreePath, Kept> leaves = new TreeMap<>();
    private final NodeHasher hasher = new NodeHasher();

    public void put(Leaf leaf) {
        leaves.put(leaf.path(), new Kept(leaf, hasher.leaf(leaf)));
    }

    /** Whether there was one. */
    public boolean remove(TreePath path) {
        return leaves.remove(path) != null;
    }

    public int size() {
        return leaves.size();
    }

    /**
     * The upper nodes and the root.
     *
     * @throws TreeOverflowException when the sum is too large for them
     */
    public Crown crown(Overflow overflow) {
        CrownBuilder builder = new CrownBuilder(Crown.depthFor(leaves.size()), new NodeHasher(overflow));
        leaves.forEach((path, kept) -> builder.add(path, kept.digest()));
        return builder.crown();
    }

    @Override
    public void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor) {
        for (Map.Entry<TreePath, Kept> each :
                leaves.subMap(first, true, last, true).entrySet()) {
            visitor.accept(each.getKey(), each.getValue().digest());
        }
    }

    @Override
    public Leaf leaf(TreePath path) {
        Kept kept = leaves.get(path);
        if (kept == null) {
            throw new IllegalArgumentException("path: expected one that has a leaf, got " + path);
        }
        return kept.leaf();
    }
}
