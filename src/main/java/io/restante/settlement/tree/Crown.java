package io.restante.settlement.tree;

import java.util.Arrays;
import java.util.List;

/**
 * The upper nodes of a tree, down to a depth: digests by prefix of the path. With them, a proof reads the few leaves that lie under one prefix, and a root is
 * computed anew from those prefixes alone that changed.
 */
public final class Crown implements UpperNodes {
    /** The most prefixes a crown is made for. */
    public static final int MAX_DEPTH = 20;

    private static final int LEAVES_EACH = 16;

    private final int depth;

    /** The root at 1, the children of a node at twice its place and one after that. */
    private final Digest[] nodes;

    private Crown(int depth, Digest[] nodes) {
        this.depth = depth;
        this.nodes = nodes;
    }

    /** The depth at which about {@value #LEAVES_EACH} leaves lie under each prefix. */
    public static int depthFor(long leaves) {
        long prefixes = Math.max(1, leaves / LEAVES_EACH);
        return Math.min(MAX_DEPTH, Long.SIZE - 1 - Long.numberOfLeadingZeros(prefixes));
    }

    /**
     * The nodes above these.
     *
     * @param digests of the leaves under each prefix of the depth, in order, {@link Digest#ZERO} for none: 2^depth of them
     */
    public static Crown above(int depth, List<Digest> digests, NodeHasher hasher) {
        if (depth < 0 || depth > MAX_DEPTH || digests.size() != 1 << depth) {
            throw new IllegalArgumentException("crown: expected a depth of 0 to " + MAX_DEPTH
                    + " and a digest for each prefix, got depth " + depth + " and " + digests.size() + " digests");
        }
        Digest[] nodes = new Digest[2 << depth];
        Arrays.fill(nodes, Digest.ZERO);
        for (int i = 0; i < digests.size(); i++) {
            nodes[(1 << depth) + i] = digests.get(i);
        }
        for (int i = (1 << depth) - 1; i > 0; i--) {
            nodes[i] = hasher.join(nodes[2 * i], nodes[2 * i + 1]);
        }
        return new Crown(depth, nodes);
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public Digest node(int prefix, int bits) {
        return nodes[(1 << bits) + prefix];
    }

    /** The root, the nodes below it, those below them, and so on. */
    public List<Digest> nodes() {
        return List.of(nodes).subList(1, nodes.length);
    }
}
