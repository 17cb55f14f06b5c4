package io.restante.app.tree;

import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownBuilder;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.OrderedLeaves;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Leaves for a proof of one target: of all of them path and digest, of the two that are closest to the target everything. A closest proof says no more: the second closest is
 * the closest one's sibling wherever that is a leaf.
 */
final class LeavesNear implements OrderedLeaves {
    private static final int KEPT = 2;

    private final TreePath target;
    private final NodeHasher hasher;
    private final NavigableMap<TreePath, Digest> digests = new TreeMap<>();
    private final List<Leaf> near = new ArrayList<>();

    LeavesNear(TreePath target, NodeHasher hasher) {
        this.target = target;
        this.hasher = hasher;
    }

    /** A leaf at a path that had one replaces it. */
    void put(Leaf leaf) {
        digests.put(leaf.path(), hasher.leaf(leaf));
        near.removeIf(each -> each.path().equals(leaf.path()));
        int at = 0;
        while (at < near.size() && near.get(at).path().closerTo(target, leaf.path())) {
            at++;
        }
        near.add(at, leaf);
        if (near.size() > KEPT) {
            near.removeLast();
        }
    }

    Crown crown() {
        CrownBuilder builder = new CrownBuilder(Crown.depthFor(digests.size()), hasher);
        digests.forEach(builder::add);
        return builder.crown();
    }

    @Override
    public void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor) {
        digests.subMap(first, true, last, true).forEach(visitor);
    }

    @Override
    public Leaf leaf(TreePath path) {
        return near.stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The leaf at " + path + " is not one of the two closest to " + target + "."));
    }
}
