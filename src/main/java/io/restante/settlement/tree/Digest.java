package io.restante.settlement.tree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What is known of a node and all below it: hash, sum of the weights, count of the leaves; {@value #BYTES} bytes. The digest of the
 * topmost node is the root of the tree.
 */
public final class Digest {
    public static final int HASH_BYTES = Hashing.BYTES;
    public static final int BYTES = HASH_BYTES + 2 * Long.BYTES;

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int SUM_AT = HASH_BYTES;
    private static final int COUNT_AT = HASH_BYTES + Long.BYTES;

    /** Of a subtree without leaves. */
    public static final Digest ZERO = new Digest(new byte[BYTES]);

    private final byte[] bytes;

    /** Takes the bytes for its own. */
    Digest(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("digest: expected " + BYTES + " bytes, got " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException when there are not {@value #BYTES} bytes */
    public static Digest of(byte... bytes) {
        return new Digest(bytes.clone());
    }

    /** @throws IllegalArgumentException when the text is no hex of {@value #BYTES} bytes */
    public static Digest hex(String hex) {
        return new Digest(HexFormat.of().parseHex(hex));
    }

    /** The sum of the weights, unsigned. */
    public long sum() {
        return (long) LONGS.get(bytes, SUM_AT);
    }

    /** The number of leaves, unsigned. */
    public long count() {
        return (long) LONGS.get(bytes, COUNT_AT);
    }

    /** Whether there is no leaf. */
    public boolean isZero() {
        return equals(ZERO);
    }

    /** A copy of the hash alone. */
    public byte[] hash() {
        return Arrays.copyOf(bytes, HASH_BYTES);
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
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
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
