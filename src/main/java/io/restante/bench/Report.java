package io.restante.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells an outcome to a person. */
public final class Report {
    private final PrintWriter out;

    public Report(PrintWriter out) {
        this.out = out;
    }

    public void tell(Outcome outcome) {
        out.println();
        out.println(outcome.name() + ": " + outcome.work());
        outcome.settings().forEach((name, value) -> out.println("  " + name + ": " + value));
        for (Comparison each : outcome.comparisons()) {
            out.println("  " + line(each));
        }
        for (Slope each : outcome.slopes()) {
            out.println("  " + line(each));
        }
        out.flush();
    }

    /** What each size costs, and how much more the greatest costs than the least. */
    static String line(Slope slope) {
        return slope.title() + " by " + slope.of() + ": "
                + slope.points().stream()
                        .map(point -> String.format(Locale.ROOT, "%,.0f: %s", point.size(), number(point.cost())))
                        .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, " %s; growth ×%.2f", slope.unit(), slope.growth());
    }

    /** The ratio with its range, both medians, and how it stands to its goal. */
    static String line(Comparison comparison) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %.2f (%.2f to %.2f, %d pairs); ours %s, theirs %s %s",
                comparison.title(),
                comparison.ratio(),
                comparison.leastRatio(),
                comparison.greatestRatio(),
                comparison.pairs().size(),
                number(comparison.ours()),
                number(comparison.theirs()),
                comparison.unit()));
        comparison
                .goal()
                .ifPresent(goal ->
                        line.append("; must be ").append(goal).append(": ").append(goal.verdict(comparison.ratio())));
        if (comparison.wide()) {
            line.append("; SPREAD OVER 2×: the machine was busy, measure again");
        }
        return line.toString();
    }

    /** Three figures that matter. */
    static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    }
}
