package io.restante.settlement;

/**
 * What happens to a relay session at which height, after its last block. Every window includes its last height.
 *
 * @param graceEnd the last at which a request is served
 * @param claimOpen the first at which the claim may be in a block, and no relay is taken in any more
 * @param claimClose the last at which the claim may be in a block
 * @param proofOpen the first at which the proof may be in a block
 * @param proofClose the last at which the proof may be in a block
 */
public record SessionWindows(long graceEnd, long claimOpen, long claimClose, long proofOpen, long proofClose) {
    /** The block whose hash says at which path the tree is to be opened; this one and no other. */
    public long seed() {
        return proofOpen - 1;
    }

    /** When the chain pays. */
    public long settlement() {
        return proofClose;
    }
}
