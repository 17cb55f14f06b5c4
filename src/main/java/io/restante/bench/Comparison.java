package io.restante.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The pairs of one question.
 *
 * @param title what was measured, against what
 * @param unit of both measurements
 * @param goal absent, the ratio is only told
 */
public record Comparison(String title, String unit, Optional<Goal> goal, List<Pair> pairs) {
    /** Beyond this, the medians say little. */
    private static final double WIDE = 2;

    /** @throws IllegalArgumentException when there are no pairs */
    public Comparison {
        pairs = List.copyOf(pairs);
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("pairs: expected one or more for \"" + title + "\"");
        }
    }

    public double ratio() {
        return median(Pair::ratio);
    }

    public double leastRatio() {
        return pairs.stream().mapToDouble(Pair::ratio).min().orElseThrow();
    }

    public double greatestRatio() {
        return pairs.stream().mapToDouble(Pair::ratio).max().orElseThrow();
    }

    public double ours() {
        return median(Pair::ours);
    }

    public double theirs() {
        return median(Pair::theirs);
    }

    /** Whether the greatest ratio is more than twice the least. */
    public boolean wide() {
        return greatestRatio() > WIDE * leastRatio();
    }

    /** Whether it does not reach what its goal demands. */
    public boolean missed() {
        return goal.isPresent() && !goal.get().met(ratio());
    }

    private double median(ToDoubleFunction<Pair> of) {
        double[] sorted = pairs.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
