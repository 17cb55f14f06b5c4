package io.restante.settlement.tree;

/** What is done about a sum that 64 bits do not hold. */
public enum Overflow {
    /** The tree is refused with a {@link TreeOverflowException}: a sum that lost its top says nothing. */
    REFUSED,
    /** The sum goes on from 0, as in the public library. For comparing roots with that library, and for nothing else. */
    WRAPS;

    long add(long left, long right, String what) {
        long total = left + right;
        if (this == REFUSED && !fits(left, right)) {
            throw new TreeOverflowException(what, left, right);
        }
        return total;
    }

    /** Whether the sum of two unsigned numbers is one of 64 bits. */
    public static boolean fits(long left, long right) {
        return Long.compareUnsigned(left + right, left) >= 0;
    }
}
