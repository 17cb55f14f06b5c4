package io.restante.bench;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Draws an outcome: a row for each comparison, a dot for each pair's ratio, a bar at the median, a line at the goal. */
public final class OutcomePlot {
    private static final int LABELS = 420;
    private static final int SCALE = 460;
    private static final int ROW = 44;
    private static final int TOP = 64;
    private static final int MARGIN = 24;

    private OutcomePlot() {}

    /** An SVG picture. */
    public static String svg(Outcome outcome, Machine machine, Instant at) {
        List<Comparison> rows = outcome.comparisons();
        double most = rows.stream()
                        .mapToDouble(row -> Math.max(
                                row.greatestRatio(), row.goal().map(Goal::must).orElse(0.0)))
                        .max()
                        .orElse(1)
                * 1.05;
        int height = TOP + rows.size() * ROW + 2 * MARGIN;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                LABELS + SCALE + 2 * MARGIN,
                height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(svg, MARGIN, 28, 16, "Benchmark " + outcome.name() + ": ours divided by the comparator");
        text(
                svg,
                MARGIN,
                46,
                11,
                at + " · " + machine.processor() + ", " + machine.cores() + " cores · " + machine.java());
        for (int n = 0; n < rows.size(); n++) {
            row(svg, rows.get(n), TOP + n * ROW, most);
        }
        axis(svg, TOP + rows.size() * ROW, most);
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, Comparison row, int top, double most) {
        int middle = top + ROW / 2;
        text(svg, MARGIN, middle - 3, 13, row.title());
        text(
                svg,
                MARGIN,
                middle + 12,
                11,
                String.format(
                        Locale.ROOT,
                        "%.2f · ours %s, theirs %s %s",
                        row.ratio(),
                        Report.number(row.ours()),
                        Report.number(row.theirs()),
                        row.unit()));
        row.goal().ifPresent(goal -> line(svg, x(goal.must(), most), top + 4, top + ROW - 4, "#c33"));
        line(svg, x(row.ratio(), most), top + 10, top + ROW - 10, "#036");
        for (Pair pair : row.pairs()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\" fill=\"#069\" fill-opacity=\"0.5\"/>%n",
                    x(pair.ratio(), most),
                    middle));
        }
    }

    private static void axis(StringBuilder svg, int top, double most) {
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dH%d\" stroke=\"#999\"/>%n",
                LABELS + MARGIN,
                top,
                LABELS + MARGIN + SCALE));
        for (int tick = 0; tick <= 4; tick++) {
            double value = most * tick / 4;
            text(svg, x(value, most) - 10, top + 16, 11, String.format(Locale.ROOT, "%.2f", value));
        }
        text(svg, MARGIN, top + 16, 11, "red: must · blue: median · dots: pairs");
    }

    private static double x(double ratio, double most) {
        return LABELS + MARGIN + SCALE * ratio / most;
    }

    private static void line(StringBuilder svg, double x, int from, int to, String colour) {
        svg.append(String.format(
                Locale.ROOT, "<path d=\"M%.1f %dV%d\" stroke=\"%s\" stroke-width=\"2\"/>%n", x, from, to, colour));
    }

    private static void text(StringBuilder svg, double x, int y, int size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" font-size=\"%d\">%s</text>%n",
                x,
                y,
                size,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }
}
