package io.restante.settlement;

import java.util.OptionalLong;

/** A chain with sessions of ten blocks, as a test needs it: what costs hashing elsewhere is a switch here. */
public final class SmallChain implements ChainRules {
    public static final long UNITS = 7;

    /** Whether claims must be proved. */
    public boolean proofRequired = true;

    /** Whether relays are leaves. */
    public boolean applicable = true;

    @Override
    public boolean onGrid(SessionHeader session) {
        return session.startHeight() % 10 == 1 && session.endHeight() == session.startHeight() + 9;
    }

    @Override
    public String sessionId(SessionHeader session, String startHash) {
        return id(startHash, session.application(), session.service());
    }

    /** The id of a session that started with this block. */
    public static String id(String startHash, String application, String service) {
        return SignedRelay.hash(
                (startHash + "." + application + "." + service).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The hash of the block of this height. */
    public static String hash(long height) {
        return SignedRelay.hash(Long.toString(height).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public SessionHeights heights(SessionHeader session) {
        long end = session.endHeight();
        return new SessionHeights(end + 1, new Window(end + 2, end + 6), end + 5, new Window(end + 6, end + 10));
    }

    @Override
    public OptionalLong units(SessionHeader session) {
        return OptionalLong.of(UNITS);
    }

    @Override
    public boolean applicable(SessionHeader session, byte[] relayHash) {
        return applicable;
    }

    @Override
    public long amount(SessionHeader session, TreeRoot root) {
        return root.sum() * 3;
    }

    @Override
    public boolean proofRequired(String supplier, SessionHeader session, TreeRoot root, String seedHash) {
        return proofRequired;
    }

    @Override
    public String proofPath(String seedHash, String sessionId) {
        return SignedRelay.hash((seedHash + sessionId).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
