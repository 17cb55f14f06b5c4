package io.restante.settlement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions of the protocol. */
final class Hashes {
    private Hashes() {}

    /** SHA-256 of the parts in a row. */
    static byte[] sha256(byte[]... parts) {
        return hash("SHA-256", parts);
    }

    /** SHA3-256 of the parts in a row. */
    static byte[] sha3(byte[]... parts) {
        return hash("SHA3-256", parts);
    }

    private static byte[] hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + algorithm + ", which relay sessions need.", e);
        }
    }
}
