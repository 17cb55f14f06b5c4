package io.restante.settlement;

import io.restante.base.Payload;

/**
 * A request of an application that a supplier served, both signed. The content of the response is not in it, its hash is.
 *
 * @param units compute units of the service at the start of the session
 * @param request what the application asked, verbatim
 * @param applicationSignature over {@link SignedRelay#request}, in hexadecimal
 * @param status of the backend's answer
 * @param payloadHash SHA-256 of the content of the answer, in hexadecimal
 * @param supplierSignature over {@link SignedRelay#response}, in hexadecimal
 */
public record ServedRelay(
        String supplier,
        SessionHeader session,
        long units,
        Payload request,
        String applicationSignature,
        int status,
        String payloadHash,
        String supplierSignature)
        implements RelayRecord {
    /** An Ed25519 signature has 64 bytes. */
    private static final int SIGNATURE_DIGITS = 128;

    /** More than any service costs; a session's sum stays far below what 64 bits hold. */
    private static final long MOST_UNITS = 1L << 31;

    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public ServedRelay {
        Parts.requireAddress("supplier", supplier);
        Parts.requireAtLeast("units", units, 1);
        if (units > MOST_UNITS) {
            throw new IllegalArgumentException("units: expected at most " + MOST_UNITS + ", got " + units);
        }
        Parts.requireHex("applicationSignature", applicationSignature, SIGNATURE_DIGITS);
        Parts.requireAtLeast("status", status, 100);
        Parts.requireHex("payloadHash", payloadHash, 64);
        Parts.requireHex("supplierSignature", supplierSignature, SIGNATURE_DIGITS);
    }

    public SupplierSession key() {
        return session.of(supplier);
    }
}
