package io.restante.topology;

import io.restante.topology.LayeredGraph.Place;
import io.restante.topology.LayeredGraph.Way;
import io.restante.topology.RoomPlan.Shape;
import io.restante.topology.RoomPlan.Thing;
import io.restante.topology.TopologyMap.Room;
import java.util.Locale;

/** The map as SVG: a band for each room, one below the other. Colours follow the reader's preference for light or dark. */
final class TopologyDrawing {
    private static final double CHARACTER = 7.3;
    private static final int PADDING = 12;
    private static final int BOX = 26;
    private static final int ROW = 40;
    private static final int GAP = 64;
    private static final int MARGIN = 24;
    private static final int TITLE = 34;

    private static final String STYLE = """
            text { font: 12px ui-monospace, Menlo, Consolas, monospace; fill: #1b1f24; }
            .title { font-weight: 600; fill: #57606a; }
            .room { fill: #f6f8fa; stroke: #d0d7de; }
            .way { fill: none; stroke: #8c959f; stroke-width: 1.3; }
            .tip { fill: #8c959f; }
            .input, .output { fill: #ddf4ff; stroke: #54aeff; }
            .source, .sink { fill: #ffffff; stroke: #8c959f; }
            .processor { fill: #dafbe1; stroke: #4ac26b; }
            .store { fill: #fff8c5; stroke: #d4a72c; }
            .way.store { fill: none; stroke: #d4a72c; stroke-dasharray: 3 3; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .title { fill: #9198a1; }
              .room { fill: #161b22; stroke: #30363d; }
              .way { stroke: #7d8590; }
              .tip { fill: #7d8590; }
              .input, .output { fill: #0c2d4f; stroke: #388bfd; }
              .source, .sink { fill: #21262d; stroke: #7d8590; }
              .processor { fill: #10351d; stroke: #2ea043; }
              .store { fill: #3b2e0a; stroke: #bb8009; }
              .way.store { fill: none; stroke: #bb8009; }
            }
            """;

    private final StringBuilder body = new StringBuilder();
    private double right;
    private double top = MARGIN;

    private TopologyDrawing() {}

    static String of(TopologyMap map) {
        var drawing = new TopologyDrawing();
        map.rooms().forEach(drawing::band);
        return drawing.document();
    }

    private String document() {
        String width = number(right + MARGIN);
        String height = number(top);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">\n<title>The topology</title>\n<style>\n" + STYLE
                + "</style>\n" + "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0 8 4 0 8z\"/></marker></defs>\n"
                + body + "</svg>\n";
    }

    /** A room's things, drawn over its ways, drawn over its box. */
    private void band(Room room) {
        RoomPlan plan = new RoomPlan(room);
        double[] lefts = new double[plan.graph().width() + 1];
        double[] widths = new double[plan.graph().width()];
        for (Thing thing : plan.things()) {
            int column = plan.graph().place(thing).column();
            widths[column] = Math.max(widths[column], width(thing));
        }
        lefts[0] = MARGIN;
        for (int i = 0; i < widths.length; i++) {
            lefts[i + 1] = lefts[i] + widths[i] + GAP;
        }
        double height = plan.graph().height() * ROW + TITLE;
        box(room.title(), inside(plan, lefts, widths), height);
        plan.graph().ways().forEach(way -> way(way, lefts, widths));
        plan.things().forEach(thing -> {
            Place place = plan.graph().place(thing);
            double middle = lefts[place.column()] + widths[place.column()] / 2;
            thing(thing, middle - width(thing) / 2, y(place));
        });
        right = Math.max(right, lefts[widths.length] - GAP);
        top += height + MARGIN;
    }

    /** From where to where the room's box reaches: around everything but the topics. */
    private static double[] inside(RoomPlan plan, double[] lefts, double[] widths) {
        double from = Double.MAX_VALUE;
        double to = 0;
        for (Thing thing : plan.things()) {
            if (thing.shape() != Shape.INPUT && thing.shape() != Shape.OUTPUT) {
                int column = plan.graph().place(thing).column();
                from = Math.min(from, lefts[column]);
                to = Math.max(to, lefts[column] + widths[column]);
            }
        }
        return new double[] {from - PADDING, to + PADDING};
    }

    private void box(String title, double[] reach, double height) {
        add("<rect class=\"room\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"8\"/>\n"
                .formatted(number(reach[0]), number(top), number(reach[1] - reach[0]), number(height)));
        add("<text class=\"title\" x=\"%s\" y=\"%s\">%s</text>\n"
                .formatted(number(reach[0] + PADDING), number(top + 20), escaped(title)));
    }

    private void way(Way<Thing> way, double[] lefts, double[] widths) {
        var path = new StringBuilder();
        Place before = way.places().getFirst();
        double x = lefts[before.column()] + (widths[before.column()] + width(way.from())) / 2;
        path.append("M%s %s".formatted(number(x), number(y(before))));
        for (Place place : way.places().subList(1, way.places().size())) {
            boolean end = place == way.places().getLast();
            double next = lefts[place.column()] + (end ? (widths[place.column()] - width(way.to())) / 2 : 0);
            double reach = (next - x) / 2;
            path.append("C%s %s %s %s %s %s"
                    .formatted(
                            number(x + reach),
                            number(y(before)),
                            number(next - reach),
                            number(y(place)),
                            number(next),
                            number(y(place))));
            x = next;
            if (!end) {
                x = lefts[place.column()] + widths[place.column()];
                path.append("H").append(number(x));
            }
            before = place;
        }
        boolean store = way.to().shape() == Shape.STORE;
        add("<path class=\"way%s\" d=\"%s\"%s/>\n"
                .formatted(store ? " store" : "", path, store ? "" : " marker-end=\"url(#tip)\""));
    }

    private void thing(Thing thing, double x, double y) {
        String kind = thing.shape().name().toLowerCase(Locale.ROOT);
        double width = width(thing);
        String outline =
                switch (thing.shape()) {
                    case INPUT, OUTPUT -> rectangle(kind, x, y, width, BOX / 2);
                    case SOURCE, PROCESSOR, SINK -> rectangle(kind, x, y, width, 4);
                    case STORE -> cylinder(x, y, width);
                };
        int lower = thing.shape() == Shape.STORE ? 7 : 4;
        add("<g>%s<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text></g>\n"
                .formatted(outline, number(x + width / 2), number(y + lower), escaped(thing.label())));
    }

    private static String rectangle(String kind, double x, double y, double width, int round) {
        return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" rx=\"%d\"/>"
                .formatted(kind, number(x), number(y - BOX / 2.0), number(width), BOX, round);
    }

    private static String cylinder(double x, double y, double width) {
        String half = number(width / 2);
        return "<path class=\"store\" d=\"M%s %sv%da%s 4 0 0 0 %s 0v-%da%s 4 0 0 0 -%s 0a%s 4 0 0 0 %s 0\"/>"
                .formatted(
                        number(x),
                        number(y - BOX / 2.0 + 2),
                        BOX - 4,
                        half,
                        number(width),
                        BOX - 4,
                        half,
                        number(width),
                        half,
                        number(width));
    }

    private double y(Place place) {
        return top + TITLE + (place.row() + 0.4) * ROW;
    }

    private static double width(Thing thing) {
        return thing.label().length() * CHARACTER + 2 * PADDING;
    }

    private void add(String markup) {
        body.append(markup);
    }

    /** At most one decimal, never in the reader's own notation. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
