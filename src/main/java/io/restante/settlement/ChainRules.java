package io.restante.settlement;

import java.util.OptionalLong;

/** What the chain demands, by the parameters in force at a session's heights. */
public interface ChainRules {
    /** Whether the chain's grid of sessions has a session with these heights. */
    boolean onGrid(SessionHeader session);

    /** The session's id, when the block it started with has this hash. */
    String sessionId(SessionHeader session, String startHash);

    SessionHeights heights(SessionHeader session);

    /** Compute units of one relay of the service when the session started; empty when the service is not known here. */
    OptionalLong units(SessionHeader session);

    /** Whether a relay with this hash counts, at the difficulty in force when the session started. */
    boolean applicable(SessionHeader session, byte[] relayHash);

    /** What the claim is worth, in the chain's smallest unit. */
    long amount(SessionHeader session, TreeRoot root);

    /** Whether a proof is asked for, given the seed block's hash. */
    boolean proofRequired(String supplier, SessionHeader session, TreeRoot root, String seedHash);

    /** Where the tree must be opened, in hexadecimal. */
    String proofPath(String seedHash, String sessionId);
}
