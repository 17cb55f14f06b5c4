package io.restante.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Which claims must be proved: all from a worth on, and of the others some that nobody can foresee.
 *
 * @param threshold from this worth on, always
 * @param probability of the others, from 0 to 1
 */
public record ProofRequirement(BigInteger threshold, BigDecimal probability) {
    private static final int SAMPLE_BITS = 53;
    private static final BigDecimal SAMPLES = new BigDecimal(BigInteger.ONE.shiftLeft(SAMPLE_BITS));

    /** @throws IllegalArgumentException naming the part, its value and what was expected */
    public ProofRequirement {
        if (threshold.signum() < 0) {
            throw new IllegalArgumentException("threshold: expected 0 or more, got " + threshold);
        }
        if (probability.signum() < 0 || probability.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("probability: expected a number from 0 to 1, got " + probability);
        }
    }

    /**
     * Whether a claim must be proved.
     *
     * @param worth of the claim
     * @param claim its bytes as they were submitted
     * @param seedHash of the seed block
     */
    public boolean demands(BigInteger worth, byte[] claim, byte[] seedHash) {
        return worth.compareTo(threshold) >= 0
                || BigDecimal.valueOf(sample(claim, seedHash)).compareTo(probability.multiply(SAMPLES)) <= 0;
    }

    /** A number from 0 to 2^53 − 1 that is fixed for the claim once the seed block is there: the first bits of a hash of both. */
    static long sample(byte[] claim, byte[] seedHash) {
        byte[] hash = Hashes.sha256(Hashes.sha256(claim), seedHash);
        return new BigInteger(1, hash)
                .shiftRight(hash.length * Byte.SIZE - SAMPLE_BITS)
                .longValueExact();
    }
}
