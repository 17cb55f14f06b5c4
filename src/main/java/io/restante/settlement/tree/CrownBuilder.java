package io.restante.settlement.tree;

import java.util.Arrays;

/** Computes a tree's root and its upper nodes from leaves that come in path order, in one pass. */
public final class CrownBuilder {
    private final NodeHasher hasher;
    private final int above;
    private final int depth;
    private final Digest[] digests;
    private RootBuilder current;
    private int prefix;

    /** @param depth see {@link Crown#depthFor} */
    public CrownBuilder(int depth, NodeHasher hasher) {
        this(0, depth, hasher);
    }

    /**
     * For the leaves under one prefix.
     *
     * @param above bits of that prefix
     * @param depth of the nodes below it
     */
    CrownBuilder(int above, int depth, NodeHasher hasher) {
        if (depth < 0 || depth > Crown.MAX_DEPTH) {
            throw new IllegalArgumentException("depth: expected 0 to " + Crown.MAX_DEPTH + ", got " + depth);
        }
        this.above = above;
        this.depth = depth;
        this.hasher = hasher;
        this.digests = new Digest[1 << depth];
        this.current = new RootBuilder(hasher, above + depth);
        Arrays.fill(digests, Digest.ZERO);
    }

    public void add(Leaf leaf) {
        add(leaf.path(), hasher.leaf(leaf));
    }

    /** @throws IllegalArgumentException when the path is not after the last one */
    public void add(TreePath path, Digest leaf) {
        int its = path.prefix(above + depth) & ((1 << depth) - 1);
        if (its < prefix) {
            throw new IllegalArgumentException("path: expected one in path order, got " + path + " too late");
        }
        if (its > prefix) {
            digests[prefix] = current.root();
            current = new RootBuilder(hasher, above + depth);
            prefix = its;
        }
        current.add(path, leaf);
    }

    /** Nothing can be added after it. */
    public Crown crown() {
        digests[prefix] = current.root();
        return Crown.above(depth, Arrays.asList(digests), hasher);
    }
}
