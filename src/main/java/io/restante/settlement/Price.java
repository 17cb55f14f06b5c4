package io.restante.settlement;

import java.math.BigInteger;

/**
 * What compute units cost, in the chain's smallest unit of money.
 *
 * @param tokensPerUnit for one compute unit, in fractions of that unit of money
 * @param granularity how many fractions there are
 */
public record Price(BigInteger tokensPerUnit, BigInteger granularity) {
    /** @throws IllegalArgumentException naming the part, its value and what was expected */
    public Price {
        if (tokensPerUnit.signum() < 0) {
            throw new IllegalArgumentException("tokensPerUnit: expected 0 or more, got " + tokensPerUnit);
        }
        if (granularity.signum() <= 0) {
            throw new IllegalArgumentException("granularity: expected 1 or more, got " + granularity);
        }
    }

    /**
     * What a claim is worth: exact until the end, and rounded down once.
     *
     * @param sum of its compute units, unsigned
     */
    public BigInteger worth(long sum, Difficulty difficulty) {
        return difficulty
                .multiplier()
                .times(unsigned(sum))
                .times(new Rational(tokensPerUnit, granularity))
                .floor();
    }

    static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }
}
