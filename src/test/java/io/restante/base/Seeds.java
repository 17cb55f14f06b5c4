package io.restante.base;

import java.util.function.LongConsumer;

/**
 * Runs a property under many seeds and says which one broke it. {@code -Drestante.seed=<n>} runs that one alone, {@code
 * -Drestante.seeds=<n>} runs so many, {@code -Drestante.times=<n>} so many times as many as usual.
 */
public final class Seeds {
    private Seeds() {}

    /** @param usually how many seeds a run without a wish takes */
    public static void each(int usually, LongConsumer property) {
        Long one = Long.getLong("restante.seed");
        if (one != null) {
            run(one, property);
            return;
        }
        int seeds = Integer.getInteger("restante.seeds", usually * Integer.getInteger("restante.times", 1));
        for (long seed = 0; seed < seeds; seed++) {
            run(seed, property);
        }
    }

    private static void run(long seed, LongConsumer property) {
        try {
            property.accept(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + " (run it alone with -Drestante.seed=" + seed + ")", e);
        }
    }
}
