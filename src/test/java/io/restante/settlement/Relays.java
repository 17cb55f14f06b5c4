package io.restante.settlement;

import io.restante.base.Payload;

/** Relays and sessions of the small chain. */
public final class Relays {
    public static final String APPLICATION = "a".repeat(64);
    public static final String SERVICE = "echo";
    private static final String SIGNATURE = "5".repeat(128);

    private Relays() {}

    /** The session that starts at this height. */
    public static SessionHeader session(long start) {
        return session(start, APPLICATION);
    }

    public static SessionHeader session(long start, String application) {
        return new SessionHeader(
                application, SERVICE, SmallChain.id(SmallChain.hash(start), application, SERVICE), start, start + 9);
    }

    /** A relay unlike any other of another number. */
    public static ServedRelay relay(String supplier, SessionHeader session, long number) {
        return new ServedRelay(
                supplier,
                session,
                SmallChain.UNITS,
                Payload.ofText("{\"call\":" + number + "}"),
                SIGNATURE,
                200,
                SignedRelay.hash(Long.toString(number).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                SIGNATURE);
    }
}
