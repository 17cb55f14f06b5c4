package io.restante.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Readings as a picture: a panel for each gauge, a line for each part. */
final class GaugePlot {
    private static final int WIDTH = 900;
    private static final int LEFT = 60;
    private static final int RIGHT = 90;
    private static final int TRACK = WIDTH - LEFT - RIGHT;
    private static final int TOP = 60;
    private static final int PANEL = 190;
    private static final int HEIGHT = 130;
    private static final int LINE = 14;
    private static final String INK = "#1b2733";
    private static final String FAINT = "#5b6b7a";
    private static final List<String> COLOURS =
            List.of("#1f5f99", "#5b9bd5", "#16a085", "#c0392b", "#d68910", "#8e44ad", "#2e8b57", "#7f8c8d");

    private final Readings readings;
    private final double seconds;
    private final List<String> parts;
    private final StringBuilder svg = new StringBuilder();

    private GaugePlot(Readings readings) {
        this.readings = readings;
        this.seconds = Math.max(1, readings.length().toMillis() / 1e3);
        this.parts =
                readings.all().stream().map(Reading::part).distinct().sorted().toList();
    }

    /** @param title what was run */
    static String svg(String title, Readings readings) {
        return new GaugePlot(readings).drawn(title);
    }

    private String drawn(String title) {
        int height = TOP + PANEL * Gauge.values().length;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\">",
                WIDTH, height, WIDTH, height);
        add("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
        text(LEFT, 30, 16, INK, title);
        int top = TOP + LINE;
        for (Gauge gauge : Gauge.values()) {
            panel(top, gauge, readings.byPart(gauge));
            top += PANEL;
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(int top, Gauge gauge, Map<String, List<Reading>> byPart) {
        int bottom = top + HEIGHT;
        double most = byPart.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Reading::value)
                .reduce(1, Math::max);
        text(LEFT, top - 8, 12, INK, gauge.title());
        text(10, top + 8, 11, FAINT, String.format(Locale.ROOT, "%.0f", most));
        text(10, bottom, 11, FAINT, "0");
        text(LEFT, bottom + LINE, 11, FAINT, "0 min");
        text(LEFT + TRACK - 30, bottom + LINE, 11, FAINT, String.format(Locale.ROOT, "%.1f min", seconds / 60));
        add("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"%s\"/>", LEFT, top, bottom, LEFT + TRACK, FAINT);
        List<String> named = new ArrayList<>(byPart.keySet());
        byPart.forEach((part, all) -> {
            String colour = COLOURS.get(parts.indexOf(part) % COLOURS.size());
            String points = all.stream().map(each -> point(each, bottom, most)).collect(Collectors.joining(" "));
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>", points, colour);
            text(LEFT + TRACK + 8, top + 10 + LINE * named.indexOf(part), 11, colour, part);
        });
    }

    private String point(Reading reading, int bottom, double most) {
        return String.format(
                Locale.ROOT,
                "%.1f,%.1f",
                LEFT + reading.at().toMillis() / 1e3 / seconds * TRACK,
                bottom - reading.value() / most * HEIGHT);
    }

    private void text(int x, int y, int size, String colour, String words) {
        add("<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>", x, y, size, colour, words);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void add(String format, Object... words) {
        svg.append(String.format(Locale.ROOT, format, words)).append('\n');
    }
}
