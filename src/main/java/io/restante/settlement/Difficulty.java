package io.restante.settlement;

import java.math.BigInteger;

/**
 * Which relays become leaves: those whose hash, as a number, is less than the target.
 *
 * @param target from 1 to 2^256 − 1
 */
public record Difficulty(BigInteger target) {
    private static final int BYTES = 32;
    private static final BigInteger GREATEST =
            BigInteger.ONE.shiftLeft(BYTES * Byte.SIZE).subtract(BigInteger.ONE);

    /** All relays but one in 2^256. */
    public static final Difficulty EASIEST = new Difficulty(GREATEST);

    /** @throws IllegalArgumentException when the target is not one of 32 bytes */
    public Difficulty {
        if (target.signum() <= 0 || target.compareTo(GREATEST) > 0) {
            throw new IllegalArgumentException("target: expected a number from 1 to 2^256 - 1, got " + target);
        }
    }

    /**
     * So hard that of the relays there usually are, as many become leaves as there should be.
     *
     * @param wanted leaves of all of a service's sessions of one number
     * @param usual relays of the same, a moving average
     */
    public static Difficulty of(BigInteger wanted, BigInteger usual) {
        if (usual.compareTo(wanted) <= 0) {
            return EASIEST;
        }
        return new Difficulty(GREATEST.multiply(wanted).divide(usual));
    }

    /** @throws IllegalArgumentException when the text is no hex, or no target */
    public static Difficulty hex(String target) {
        return new Difficulty(new BigInteger(target, 16));
    }

    /** The target in hexadecimal, 32 bytes. */
    public String hex() {
        return String.format(java.util.Locale.ROOT, "%0" + 2 * BYTES + "x", target);
    }

    /** Whether a relay with this hash becomes a leaf. */
    public boolean admits(byte[] relayHash) {
        return new BigInteger(1, relayHash).compareTo(target) < 0;
    }

    /** How many relays a leaf stands for. */
    public Rational multiplier() {
        return new Rational(GREATEST, target);
    }

    /**
     * How many compute units were served, judged by those of the leaves, rounded down.
     *
     * @param sum unsigned
     */
    public BigInteger estimatedUnits(long sum) {
        return multiplier().times(Price.unsigned(sum)).floor();
    }
}
