package io.restante.settlement.tree;

/** The upper nodes of a tree, down to a depth: digests by prefix of the path. With them, a proof reads the few leaves that lie under one prefix. */
public interface UpperNodes {
    /** How many bits of a path are the longest prefix that there is a node for. */
    int depth();

    /**
     * The digest of all leaves whose path begins with these bits.
     *
     * @throws IllegalStateException when the node was not kept, though it should have been
     */
    Digest node(int prefix, int bits);

    default Digest root() {
        return node(0, 0);
    }
}
