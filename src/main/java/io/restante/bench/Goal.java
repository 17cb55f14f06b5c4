package io.restante.bench;

/**
 * What the median ratio is to reach.
 *
 * @param must what it has to
 * @param aim what it would be good to
 */
public record Goal(Side side, double must, double aim) {
    /** On which side of the goal the ratio is good. */
    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    static Goal atLeast(double must, double aim) {
        return new Goal(Side.AT_LEAST, must, aim);
    }

    static Goal atMost(double must, double aim) {
        return new Goal(Side.AT_MOST, must, aim);
    }

    /** Whether the ratio is as it has to be. */
    public boolean met(double ratio) {
        return reached(ratio, must);
    }

    /** In a word: missed, met, or aim reached. */
    public String verdict(double ratio) {
        if (!met(ratio)) {
            return "missed";
        }
        return reached(ratio, aim) ? "aim reached" : "met";
    }

    private boolean reached(double ratio, double bound) {
        return side == Side.AT_LEAST ? ratio >= bound : ratio <= bound;
    }

    @Override
    public String toString() {
        return (side == Side.AT_LEAST ? "≥ " : "≤ ") + must;
    }
}
