package io.restante.settlement;

/**
 * How many blocks a relay session has, and how far after its last one its windows open and close. Windows are reckoned by the rules in force at a session's last block.
 *
 * @param blocks of one session
 * @param grace blocks after the last one in which a request is still served
 * @param claimOpen blocks between the last one and the one before the claim window
 * @param claimClose blocks from the first of the claim window to its last
 * @param proofOpen blocks from the last of the claim window to the first of the proof window
 * @param proofClose blocks from the first of the proof window to its last
 * @param anchor the height of a session's first block, from which the others are counted
 * @param numberAtAnchor the number of that session
 */
public record HeightRules(
        long blocks,
        long grace,
        long claimOpen,
        long claimClose,
        long proofOpen,
        long proofClose,
        long anchor,
        long numberAtAnchor) {
    private static final long FIRST = 1;

    public static final HeightRules DEFAULTS = new HeightRules(10, 1, 1, 4, 0, 4, FIRST, FIRST);

    /** With more time for everything. */
    public static final HeightRules LONG = new HeightRules(20, 10, 11, 10, 1, 10, FIRST, FIRST);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public HeightRules {
        require(blocks >= 1, "blocks", blocks, "1 or more");
        require(grace >= 0, "grace", grace, "0 or more");
        require(claimOpen >= 0, "claimOpen", claimOpen, "0 or more");
        require(claimClose >= 0, "claimClose", claimClose, "0 or more");
        require(proofOpen >= 0, "proofOpen", proofOpen, "0 or more");
        require(proofClose >= 0, "proofClose", proofClose, "0 or more");
        require(grace < blocks, "grace", grace, "less than the " + blocks + " blocks of a session");
        require(claimOpen >= grace, "claimOpen", claimOpen, grace + " or more: no claim before the grace is over");
        require(
                claimOpen + claimClose + proofOpen + proofClose > 0,
                "claimOpen",
                claimOpen,
                "some block between a session's end and its settlement, and all four offsets are 0");
    }

    /** The session that a height is in. */
    public SessionBlocks session(long height) {
        if (height <= 0) {
            return SessionBlocks.NONE;
        }
        boolean anchored = anchor > 0 && anchor <= height;
        long from = anchored ? anchor : FIRST;
        long sessions = (height - from) / blocks;
        long start = from + sessions * blocks;
        return new SessionBlocks(start, start + blocks - 1, (anchored ? numberAtAnchor : FIRST) + sessions);
    }

    /** The windows of the session that ends at a height. */
    public SessionWindows windows(long end) {
        long claim = end + claimOpen + 1;
        long proof = claim + claimClose + proofOpen;
        return new SessionWindows(end + grace, claim, claim + claimClose, proof, proof + proofClose);
    }

    /** How many sessions can have ended and not be settled at one time. */
    public long pendingSessions() {
        return Math.ceilDiv(claimOpen + claimClose + proofOpen + proofClose, blocks);
    }

    private static void require(boolean holds, String rule, long value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
