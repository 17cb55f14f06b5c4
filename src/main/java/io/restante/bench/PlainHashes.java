package io.restante.bench;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 calls that a tree cannot do without, and nothing else: the bytes lie ready, and the hashes are thrown away. */
final class PlainHashes {
    private static final int LEAF_OVERHEAD = 1 + 32 + 16;
    private static final int INNER = 1 + 2 * 48 + 16;
    private static final int HASH = 32;

    private final MessageDigest sha;
    private final byte[] leaf;
    private final byte[] inner = new byte[INNER];
    private final byte[] hash = new byte[HASH];

    /** @param valueBytes of each leaf */
    PlainHashes(int valueBytes) {
        leaf = new byte[LEAF_OVERHEAD + valueBytes];
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new BenchException("This Java has no SHA-256.", e);
        }
    }

    void leaves(long count) {
        hash(leaf, count);
    }

    void inner(long count) {
        hash(inner, count);
    }

    private void hash(byte[] bytes, long count) {
        try {
            for (long i = 0; i < count; i++) {
                sha.update(bytes);
                sha.digest(hash, 0, HASH);
            }
        } catch (DigestException e) {
            throw new BenchException("There is room for a SHA-256, and yet it did not fit.", e);
        }
    }
}
