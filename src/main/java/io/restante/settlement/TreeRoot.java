package io.restante.settlement;

/**
 * The root of a session's tree, as records carry it: what a claim commits to.
 *
 * @param hash of the root in hexadecimal
 * @param sum of the leaves' weights
 * @param count of the leaves
 */
public record TreeRoot(String hash, long sum, long count) {
    private static final int HASH_DIGITS = 64;
    private static final int DIGITS = 96;

    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public TreeRoot {
        Parts.requireHex("root", hash, HASH_DIGITS);
        Parts.requireAtLeast("sum", sum, 0);
        Parts.requireAtLeast("count", count, 0);
    }

    /**
     * Reads {@link #hex}.
     *
     * @throws IllegalArgumentException when it is not 48 bytes in hexadecimal, or its sum or count does not fit into 63 bits
     */
    public static TreeRoot of(String hex) {
        Parts.requireHex("root", hex, DIGITS);
        return new TreeRoot(
                hex.substring(0, HASH_DIGITS),
                Long.parseUnsignedLong(hex, HASH_DIGITS, HASH_DIGITS + 16, 16),
                Long.parseUnsignedLong(hex, HASH_DIGITS + 16, DIGITS, 16));
    }

    /** All 48 bytes of the digest: hash, sum, count. */
    public String hex() {
        return hash + String.format(java.util.Locale.ROOT, "%016x%016x", sum, count);
    }
}
