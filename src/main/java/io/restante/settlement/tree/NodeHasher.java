package io.restante.settlement.tree;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Digests of leaves and inner nodes. Holds what it hashes with, so that it makes nothing anew for each node: for one thread at a time.
 *
 * <p>The bytes of a leaf: {@code 00 ‖ path ‖ value ‖ weight ‖ 1}; of an inner node: {@code 01 ‖ left ‖ right ‖ sum ‖ count}. A digest is the
 * SHA-256 of these bytes and the last 16 of them.
 */
public final class NodeHasher {
    static final byte LEAF = 0;
    static final byte INNER = 1;
    static final byte EXTENSION = 2;
    static final int TAIL = 2 * Long.BYTES;
    static final int LEAF_VALUE_AT = 1 + TreePath.BYTES;
    static final int INNER_BYTES = 1 + 2 * Digest.BYTES + TAIL;

    private final MessageDigest sha = Hashing.begin();
    private final Overflow overflow;
    private final byte[] innerBytes = new byte[INNER_BYTES];

    public NodeHasher() {
        this(Overflow.REFUSED);
    }

    public NodeHasher(Overflow overflow) {
        this.overflow = overflow;
    }

    public Digest leaf(Leaf leaf) {
        return leaf(leaf.path(), leaf.value().raw(), leaf.weight());
    }

    /**
     * The digest of a leaf, whose bytes are never put together.
     *
     * @param weight unsigned
     */
    public Digest leaf(TreePath path, byte[] value, long weight) {
        sha.update(LEAF);
        sha.update(path.raw());
        sha.update(value);
        byte[] digest = new byte[Digest.BYTES];
        writeTail(digest, Digest.HASH_BYTES, weight, 1);
        sha.update(digest, Digest.HASH_BYTES, TAIL);
        return finish(digest);
    }

    /**
     * The digest of a node with these two below it.
     *
     * @throws TreeOverflowException when sums or counts are too large together
     */
    public Digest inner(Digest left, Digest right) {
        writeInner(innerBytes, left, right, overflow);
        return digest(innerBytes, INNER_BYTES);
    }

    /** The digest of the leaves below both: a leaf alone stands for itself at any depth, nothing is {@link Digest#ZERO}. */
    Digest join(Digest left, Digest right) {
        if (right.count() == 0 && left.count() <= 1) {
            return left;
        }
        return left.count() == 0 && right.count() == 1 ? right : inner(left, right);
    }

    /** The digest a node has further up, where nothing hangs beside it: from its own depth to a lesser one. */
    Digest lift(Digest node, TreePath path, int from, int to) {
        Digest lifted = node;
        for (int depth = from - 1; depth >= to; depth--) {
            lifted = beside(lifted, path.bit(depth), Digest.ZERO);
        }
        return lifted;
    }

    /** The node above one that lies on this side of another. */
    Digest beside(Digest node, int bit, Digest other) {
        return bit == 0 ? inner(node, other) : inner(other, node);
    }

    /** The digest of a node's bytes, whatever they say. */
    Digest digest(byte[] node, int length) {
        byte[] digest = new byte[Digest.BYTES];
        sha.update(node, 0, length);
        System.arraycopy(node, length - TAIL, digest, Digest.HASH_BYTES, TAIL);
        return finish(digest);
    }

    /** The hash of all that was given goes in front of sum and count. */
    private Digest finish(byte[] digest) {
        try {
            sha.digest(digest, 0, Digest.HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("There is room for a SHA-256, and yet it did not fit.", e);
        }
        return new Digest(digest);
    }

    static byte[] leafBytes(Leaf leaf) {
        byte[] bytes = new byte[LEAF_VALUE_AT + leaf.value().length() + TAIL];
        writeLeaf(bytes, leaf.path(), leaf.value().raw(), leaf.weight());
        return bytes;
    }

    byte[] innerBytes(Digest left, Digest right) {
        writeInner(innerBytes, left, right, overflow);
        return Arrays.copyOf(innerBytes, INNER_BYTES);
    }

    private static void writeLeaf(byte[] into, TreePath path, byte[] value, long weight) {
        into[0] = LEAF;
        System.arraycopy(path.raw(), 0, into, 1, TreePath.BYTES);
        System.arraycopy(value, 0, into, LEAF_VALUE_AT, value.length);
        writeTail(into, LEAF_VALUE_AT + value.length, weight, 1);
    }

    private static void writeInner(byte[] into, Digest left, Digest right, Overflow overflow) {
        into[0] = INNER;
        System.arraycopy(left.raw(), 0, into, 1, Digest.BYTES);
        System.arraycopy(right.raw(), 0, into, 1 + Digest.BYTES, Digest.BYTES);
        writeTail(
                into,
                1 + 2 * Digest.BYTES,
                overflow.add(left.sum(), right.sum(), "sum"),
                overflow.add(left.count(), right.count(), "count"));
    }

    static void writeTail(byte[] into, int at, long sum, long count) {
        Digest.LONGS.set(into, at, sum);
        Digest.LONGS.set(into, at + Long.BYTES, count);
    }
}
