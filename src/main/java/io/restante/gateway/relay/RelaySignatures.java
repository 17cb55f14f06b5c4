package io.restante.gateway.relay;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Signatures by Ed25519 over keys in hexadecimal: an address is a public key. */
public final class RelaySignatures {
    static final String ALGORITHM = "Ed25519";
    private static final int KEY_DIGITS = 64;

    /** What stands before the 32 bytes of a public key in its encoding (RFC 8410). */
    static final String ENCODING = "302a300506032b6570032100";

    private RelaySignatures() {}

    /** Whether the key with this address signed these bytes; no for whatever is not an address or a signature. */
    public static boolean verifies(String address, byte[] signed, String signature) {
        if (address.length() != KEY_DIGITS) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key(address));
            verifier.update(signed);
            return verifier.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Not a point of the curve, not hexadecimal, not as long as a signature: it does not verify.
            return false;
        }
    }

    private static PublicKey key(String address) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(ENCODING + address)));
    }
}
