package io.restante.settlement;

/**
 * The heights of one relay session that come after its last block.
 *
 * @param graceEnd the last height at which a request is still served
 * @param claim when the chain takes the claim
 * @param seed the block whose hash chooses the path of the proof
 * @param proof when the chain takes the proof
 */
public record SessionHeights(long graceEnd, Window claim, long seed, Window proof) {}
