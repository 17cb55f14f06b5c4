package io.restante.settlement.tree;

import java.util.function.BiConsumer;

/** Where the leaves of a tree are kept, in path order. */
public interface OrderedLeaves {
    /** Gives path and digest of each leaf between two paths, both included, in path order. */
    void visit(TreePath first, TreePath last, BiConsumer<TreePath, Digest> visitor);

    /** The leaf at a path that was given by {@link #visit}. */
    Leaf leaf(TreePath path);
}
