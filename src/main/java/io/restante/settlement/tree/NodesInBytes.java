package io.restante.settlement.tree;

import java.util.Arrays;

/** Upper nodes as bytes, from the root on: two below it, four below these, and so on. A digest is made of them when it is asked for, and nothing is hashed: a proof is verified. */
public final class NodesInBytes implements UpperNodes {
    private final byte[] bytes;
    private final int from;
    private final int depth;

    /**
     * Takes the bytes for its own.
     *
     * @param from where the root is
     * @throws IllegalArgumentException when they are not as many as those of a crown
     */
    public NodesInBytes(byte[] bytes, int from) {
        int length = bytes.length - from;
        int nodes = length / Digest.BYTES;
        this.bytes = bytes;
        this.from = from;
        this.depth = Integer.SIZE - 2 - Integer.numberOfLeadingZeros(nodes + 1);
        if (length % Digest.BYTES != 0 || depth < 0 || depth > Crown.MAX_DEPTH || nodes + 1 != 2 << depth) {
            throw new IllegalArgumentException(
                    "nodes: expected a root, two digests below it, four below them and so on, got " + length
                            + " bytes");
        }
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public Digest node(int prefix, int bits) {
        int at = from + ((1 << bits) + prefix - 1) * Digest.BYTES;
        return new Digest(Arrays.copyOfRange(bytes, at, at + Digest.BYTES));
    }
}
