package io.restante.settlement;

import io.restante.base.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes that are signed: what an application asks for, and what a supplier answers. Each line of them is one part. */
public final class SignedRelay {
    private static final String REQUEST = "restante relay request";
    private static final String RESPONSE = "restante relay response";

    private SignedRelay() {}

    /** What the application signs: in which session, of whom, and what it asks. */
    public static byte[] request(String supplier, SessionHeader session, Payload request) {
        return lines(
                REQUEST,
                session.application(),
                session.service(),
                session.sessionId(),
                Long.toString(session.startHeight()),
                Long.toString(session.endHeight()),
                supplier,
                hash(request.json()));
    }

    /** What the supplier signs: to which signed request which answer was given. */
    public static byte[] response(
            String supplier,
            SessionHeader session,
            Payload request,
            String applicationSignature,
            int status,
            String payloadHash) {
        return lines(
                RESPONSE,
                hash(request(supplier, session, request)),
                applicationSignature,
                Integer.toString(status),
                payloadHash);
    }

    /** SHA-256 in hexadecimal. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static byte[] lines(String... parts) {
        return String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
    }
}
