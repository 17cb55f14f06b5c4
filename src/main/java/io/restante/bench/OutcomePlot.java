package io.restante.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws an outcome: a row for each comparison with a dot for each pair's ratio, a bar at the median and lines at the goal; below, how costs grow. Ratios
 * are drawn on a logarithmic scale: twice and half are equally far from one.
 */
public final class OutcomePlot {
    private static final int WIDTH = 900;
    private static final int MARGIN = 28;
    private static final int TRACK = WIDTH - 2 * MARGIN;
    private static final int TOP = 96;
    private static final int ROW = 50;
    private static final int LINE = 20;
    private static final int CLOSE = 16;
    private static final int SHORT = 40;

    /** Characters of the smallest size that fit beside each other. */
    private static final int ACROSS = 130;

    private static final String INK = "#1b2733";
    private static final String FAINT = "#5b6b7a";
    private static final String MUST = "#c0392b";
    private static final String AIM = "#2e8b57";
    private static final String OURS = "#1f5f99";
    private static final double[] TICKS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

    private final StringBuilder svg = new StringBuilder();
    private final double least;
    private final double most;

    private OutcomePlot(List<Comparison> rows) {
        this.least = 0.8
                * rows.stream()
                        .mapToDouble(row -> Math.min(
                                row.leastRatio(),
                                row.goal().map(OutcomePlot::low).orElse(1.0)))
                        .min()
                        .orElse(1);
        this.most = 1.25
                * rows.stream()
                        .mapToDouble(row -> Math.max(
                                row.greatestRatio(),
                                row.goal().map(OutcomePlot::high).orElse(1.0)))
                        .max()
                        .orElse(1);
    }

    private static double low(Goal goal) {
        return Math.min(1, Math.min(goal.must(), goal.aim()));
    }

    private static double high(Goal goal) {
        return Math.max(1, Math.max(goal.must(), goal.aim()));
    }

    /** An SVG picture. */
    public static String svg(Outcome outcome, Machine machine, Instant at) {
        return new OutcomePlot(outcome.comparisons()).drawn(outcome, machine, at);
    }

    private String drawn(Outcome outcome, Machine machine, Instant at) {
        List<Comparison> rows = outcome.comparisons();
        List<String> settings = settings(outcome, at);
        int top = TOP + (settings.size() - 1) * CLOSE;
        int axis = top + rows.size() * ROW;
        int height = axis + 46 + outcome.slopes().size() * LINE + MARGIN;
        add(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">",
                WIDTH,
                height,
                WIDTH,
                height));
        add("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        text(MARGIN, 34, 18, INK, "start", "bench " + outcome.name() + ": ours divided by the comparator");
        text(MARGIN, 54, 11, FAINT, "start", machine.line());
        for (int n = 0; n < settings.size(); n++) {
            text(MARGIN, 70 + n * CLOSE, 11, FAINT, "start", settings.get(n));
        }
        legend();
        grid(top, axis);
        for (int n = 0; n < rows.size(); n++) {
            row(rows.get(n), top + n * ROW);
        }
        for (int n = 0; n < outcome.slopes().size(); n++) {
            text(
                    MARGIN,
                    axis + 46 + n * LINE,
                    11,
                    INK,
                    "start",
                    Report.line(outcome.slopes().get(n)));
        }
        return svg.append("</svg>\n").toString();
    }

    /** When it was measured, and how, in lines that fit. */
    private static List<String> settings(Outcome outcome, Instant at) {
        List<String> lines = new ArrayList<>(List.of(at.toString()));
        outcome.settings().forEach((name, value) -> {
            String longer = lines.getLast() + " · " + name + " " + value;
            if (value.length() < SHORT && longer.length() <= ACROSS) {
                lines.set(lines.size() - 1, longer);
            } else if (value.length() < SHORT) {
                lines.add(name + " " + value);
            }
        });
        return lines;
    }

    private void legend() {
        String[][] marks = {{MUST, "must"}, {AIM, "aim"}, {OURS, "median, and each pair"}};
        int x = WIDTH - MARGIN - 250;
        for (String[] mark : marks) {
            add(String.format(
                    Locale.ROOT, "<rect x=\"%d\" y=\"26\" width=\"10\" height=\"10\" fill=\"%s\"/>", x, mark[0]));
            text(x + 14, 35, 11, FAINT, "start", mark[1]);
            x += 58;
        }
    }

    private void grid(int top, int bottom) {
        for (double tick : TICKS) {
            if (tick >= least && tick <= most) {
                add(String.format(
                        Locale.ROOT,
                        "<path d=\"M%.1f %dV%d\" stroke=\"%s\"%s/>",
                        x(tick),
                        top,
                        bottom,
                        tick == 1 ? "#8a97a3" : "#e3e8ec",
                        tick == 1 ? "" : " stroke-dasharray=\"2 3\""));
                text(x(tick), bottom + 14, 11, FAINT, "middle", tick >= 1 ? "×" + Math.round(tick) : "×" + tick);
            }
        }
    }

    private void row(Comparison row, int top) {
        int middle = top + 31;
        text(MARGIN, top + 17, 12, INK, "start", row.title());
        text(WIDTH - MARGIN, top + 17, 11, row.missed() ? MUST : FAINT, "end", figures(row));
        add(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" rx=\"3\" fill=\"#8fa3b5\" fill-opacity=\"0.13\"/>",
                MARGIN,
                middle - 8,
                TRACK));
        row.goal().ifPresent(goal -> {
            bar(goal.must(), middle, MUST, 2);
            bar(goal.aim(), middle, AIM, 2);
        });
        bar(row.ratio(), middle, OURS, 5);
        for (Pair pair : row.pairs()) {
            add(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\" fill-opacity=\"0.45\"/>",
                    x(pair.ratio()),
                    middle,
                    OURS));
        }
    }

    private static String figures(Comparison row) {
        return String.format(
                Locale.ROOT,
                "×%s · ours %s, theirs %s %s%s",
                Report.number(row.ratio()),
                Report.number(row.ours()),
                Report.number(row.theirs()),
                row.unit(),
                row.goal()
                        .map(goal -> " · " + goal + ": " + goal.verdict(row.ratio()))
                        .orElse(""));
    }

    private void bar(double ratio, int middle, String colour, int width) {
        add(String.format(
                Locale.ROOT,
                "<path d=\"M%.1f %dV%d\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x(ratio),
                middle - 9,
                middle + 9,
                colour,
                width));
    }

    private double x(double ratio) {
        return MARGIN + TRACK * Math.log(ratio / least) / Math.log(most / least);
    }

    private void text(double x, int y, int size, String colour, String anchor, String text) {
        add(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>",
                x,
                y,
                size,
                colour,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}
