package io.restante.settlement;

import java.math.BigInteger;

/** An exact fraction in its lowest terms. */
public record Rational(BigInteger numerator, BigInteger denominator) {
    /** @throws IllegalArgumentException when the denominator is not above 0 */
    public Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator: expected 1 or more, got " + denominator);
        }
        BigInteger shared = numerator.gcd(denominator);
        numerator = numerator.divide(shared);
        denominator = denominator.divide(shared);
    }

    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Rational times(BigInteger other) {
        return new Rational(numerator.multiply(other), denominator);
    }

    /** The greatest whole number that is not greater. */
    public BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
}
