package io.restante.settlement;

/**
 * A relay session: an application is served with a service for the blocks from start to end.
 *
 * @param application its address, which is its Ed25519 public key in hexadecimal
 * @param startHeight the first block of the session
 * @param endHeight its last block
 */
public record SessionHeader(String application, String service, String sessionId, long startHeight, long endHeight) {
    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public SessionHeader {
        Parts.requireAddress("application", application);
        Parts.requireAddress("service", service);
        Parts.requireHex("sessionId", sessionId, 64);
        Parts.requireAtLeast("startHeight", startHeight, 1);
        Parts.requireAtLeast("endHeight", endHeight, startHeight);
    }

    /** The session as this supplier serves it. */
    public SupplierSession of(String supplier) {
        return new SupplierSession(supplier, sessionId);
    }
}
