package io.restante.settlement.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a leaf hangs: {@value #BYTES} bytes read as bits from the most significant one of the first byte, a 0 going left. Ordered as
 * unsigned numbers, which is the order of the leaves from left to right.
 */
public final class TreePath implements Comparable<TreePath> {
    public static final int BYTES = 32;
    public static final int BITS = BYTES * Byte.SIZE;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;

    private TreePath(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("path: expected " + BYTES + " bytes, got " + bytes.length + " ("
                    + HexFormat.of().formatHex(bytes) + ")");
        }
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when there are not {@value #BYTES} bytes */
    public static TreePath of(byte... bytes) {
        return new TreePath(bytes.clone());
    }

    /** The path of a key: its SHA-256. */
    public static TreePath ofKey(byte[] key) {
        return new TreePath(Hashing.of(key));
    }

    /** @throws IllegalArgumentException when the text is no hex of {@value #BYTES} bytes */
    public static TreePath hex(String hex) {
        return new TreePath(HexFormat.of().parseHex(hex));
    }

    /** Bit number {@code index} from the left, 0 or 1. */
    public int bit(int index) {
        return bytes[index / Byte.SIZE] >>> (Byte.SIZE - 1 - index % Byte.SIZE) & 1;
    }

    /** How many bits are the same before the first that differs. */
    public int commonPrefix(TreePath other) {
        int at = Arrays.mismatch(bytes, other.bytes);
        if (at < 0) {
            return BITS;
        }
        int differing = (bytes[at] ^ other.bytes[at]) & 0xff;
        return at * Byte.SIZE + Integer.numberOfLeadingZeros(differing) - (Integer.SIZE - Byte.SIZE);
    }

    /**
     * The first so many bits as a number.
     *
     * @param bits at most 31
     */
    public int prefix(int bits) {
        return bits == 0 ? 0 : (int) INTS.get(bytes, 0) >>> (Integer.SIZE - bits);
    }

    /** The least path that begins with these bits. */
    public static TreePath first(int prefix, int bits) {
        byte[] path = new byte[BYTES];
        for (int i = 0; i < bits; i++) {
            path[i / Byte.SIZE] |= (byte) ((prefix >>> (bits - 1 - i) & 1) << (Byte.SIZE - 1 - i % Byte.SIZE));
        }
        return new TreePath(path);
    }

    /** The greatest path that begins with these bits. */
    public static TreePath last(int prefix, int bits) {
        byte[] path = first(prefix, bits).bytes;
        for (int i = bits; i < BITS; i++) {
            path[i / Byte.SIZE] |= (byte) (1 << (Byte.SIZE - 1 - i % Byte.SIZE));
        }
        return new TreePath(path);
    }

    /** Whether the distance to the target, the XOR as an unsigned number, is less from here than from the other. */
    public boolean closerTo(TreePath target, TreePath other) {
        int at = Arrays.mismatch(bytes, other.bytes);
        return at >= 0
                && Byte.compareUnsigned(
                                (byte) (bytes[at] ^ target.bytes[at]), (byte) (other.bytes[at] ^ target.bytes[at]))
                        < 0;
    }

    /** A copy. */
    public byte[] toArray() {
        return bytes.clone();
    }

    public Bytes toBytes() {
        return Bytes.of(bytes);
    }

    /** Without a copy: for this package, which changes none. */
    byte[] raw() {
        return bytes;
    }

    @Override
    public int compareTo(TreePath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreePath that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
