package io.restante.settlement;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How the chain names a relay session. Suppliers who serve one application at the same time share it, so a tree belongs to a supplier and a session. */
public final class RelaySessionId {
    private static final byte[] DOT = {'.'};

    private RelaySessionId() {}

    /**
     * The session's id in hexadecimal.
     *
     * @param startHash of the session's first block
     * @param start height of that block
     */
    public static String of(byte[] startHash, String service, String application, long start) {
        byte[] height = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(start)
                .array();
        return HexFormat.of()
                .formatHex(Hashes.sha3(
                        startHash,
                        DOT,
                        service.getBytes(StandardCharsets.UTF_8),
                        DOT,
                        application.getBytes(StandardCharsets.UTF_8),
                        DOT,
                        height));
    }
}
