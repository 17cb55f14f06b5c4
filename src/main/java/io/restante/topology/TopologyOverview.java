package io.restante.topology;

import io.restante.topology.LayeredGraph.Place;
import io.restante.topology.LayeredGraph.Way;
import io.restante.topology.RoomPlan.Shape;
import io.restante.topology.RoomPlan.Thing;
import io.restante.topology.TopologyMap.Kind;
import io.restante.topology.TopologyMap.Node;
import io.restante.topology.TopologyMap.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The map as an SVG for whoever watches it run: topics it reads, processors, topics it writes. What only carries records in and out (sources, intakes, sinks) and
 * the stores are left out, and so is what the topology writes for itself to read. It has no colours of its own. Each thing names itself in {@code data-node}, a topic by its source or sink, and leaves a line for a number; each
 * way names its ends.
 */
final class TopologyOverview {
    private static final double CHARACTER = 7.3;
    private static final int PADDING = 12;
    private static final int BOX = 40;
    private static final int ROW = 52;
    private static final int GAP = 84;
    private static final int MARGIN = 8;

    private final LayeredGraph<Thing> graph = new LayeredGraph<>();
    private final List<Thing> things = new ArrayList<>();
    private final Map<Thing, String> titles = new HashMap<>();
    private final StringBuilder body = new StringBuilder();

    private TopologyOverview() {}

    static String of(TopologyMap map) {
        var overview = new TopologyOverview();
        map.rooms().forEach(overview::plan);
        overview.graph.settle();
        return overview.document();
    }

    private void plan(Room room) {
        Map<String, Node> nodes = new HashMap<>();
        room.nodes().forEach(node -> nodes.put(node.name(), node));
        Set<String> doors = doors(room, nodes);
        Map<String, Integer> columns = new HashMap<>();
        for (Node node : room.nodes()) {
            if (node.kind() == Kind.PROCESSOR && !doors.contains(node.name())) {
                int column = columns.computeIfAbsent(node.name(), first -> 1);
                node.successors().forEach(successor -> columns.merge(successor, column + 1, Math::max));
            }
        }
        int last = columns.values().stream().mapToInt(column -> column).max().orElse(1);
        Set<String> loops = loops(room);
        room.nodes().stream()
                .filter(node -> !doors.contains(node.name()) && !loops.contains(node.name()))
                .forEach(node -> stand(node, columns.getOrDefault(node.name(), 1), last));
        for (Node node : room.nodes()) {
            if (node.kind() == Kind.SOURCE) {
                behind(node, nodes, doors)
                        .forEach(name -> graph.edge(new Thing(Shape.INPUT, node.name()), thing(nodes, name)));
            } else if (node.kind() == Kind.PROCESSOR && !doors.contains(node.name())) {
                Thing from = new Thing(Shape.PROCESSOR, node.name());
                node.successors().stream()
                        .filter(successor -> !loops.contains(successor))
                        .forEach(successor -> graph.edge(from, thing(nodes, successor)));
            }
        }
    }

    /** Sinks that write to a topic one of the sources reads. */
    private static Set<String> loops(Room room) {
        Set<String> read = new HashSet<>();
        room.nodes().stream().filter(node -> node.kind() == Kind.SOURCE).forEach(node -> read.addAll(node.topics()));
        Set<String> loops = new HashSet<>();
        room.nodes().stream()
                .filter(node -> node.kind() == Kind.SINK && read.containsAll(node.topics()))
                .forEach(node -> loops.add(node.name()));
        return loops;
    }

    private void stand(Node node, int column, int last) {
        switch (node.kind()) {
            case SOURCE -> add(new Thing(Shape.INPUT, node.name()), String.join(", ", node.topics()), 0);
            case SINK -> add(new Thing(Shape.OUTPUT, node.name()), String.join(", ", node.topics()), last);
            case PROCESSOR -> add(new Thing(Shape.PROCESSOR, node.name()), node.name(), column);
        }
    }

    private void add(Thing thing, String title, int column) {
        things.add(thing);
        titles.put(thing, title);
        graph.vertex(thing, column);
    }

    /** Processors that only let records of a source in: they keep nothing and nobody else feeds them. */
    private static Set<String> doors(Room room, Map<String, Node> nodes) {
        Set<String> fedByOthers = new HashSet<>();
        Set<String> fedBySources = new HashSet<>();
        for (Node node : room.nodes()) {
            (node.kind() == Kind.SOURCE ? fedBySources : fedByOthers).addAll(node.successors());
        }
        fedBySources.removeAll(fedByOthers);
        fedBySources.removeIf(name -> {
            Node node = nodes.get(name);
            return node == null
                    || node.kind() != Kind.PROCESSOR
                    || !node.stores().isEmpty();
        });
        return fedBySources;
    }

    /** What a source feeds once its door is passed; where a door throws things out is left out. */
    private static List<String> behind(Node source, Map<String, Node> nodes, Set<String> doors) {
        return source.successors().stream()
                .flatMap(name -> {
                    Node next = nodes.get(name);
                    return next != null && doors.contains(name)
                            ? next.successors().stream().filter(after -> kind(nodes, after) != Kind.SINK)
                            : Stream.of(name);
                })
                .toList();
    }

    private static Kind kind(Map<String, Node> nodes, String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("A node feeds one that is not in its sub-topology: " + name);
        }
        return node.kind();
    }

    private static Thing thing(Map<String, Node> nodes, String name) {
        return new Thing(kind(nodes, name) == Kind.SINK ? Shape.OUTPUT : Shape.PROCESSOR, name);
    }

    private String document() {
        double[] widths = new double[graph.width()];
        for (Thing thing : things) {
            int column = graph.place(thing).column();
            widths[column] = Math.max(widths[column], width(thing));
        }
        double[] lefts = new double[widths.length + 1];
        lefts[0] = MARGIN;
        for (int i = 0; i < widths.length; i++) {
            lefts[i + 1] = lefts[i] + widths[i] + GAP;
        }
        graph.ways().forEach(way -> way(way, lefts, widths));
        things.forEach(thing -> draw(thing, lefts, widths));
        String width = number(lefts[widths.length] - GAP + MARGIN);
        String height = number((graph.height() - 1) * ROW + BOX + 2 * MARGIN);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\">\n" + body + "</svg>\n";
    }

    private void way(Way<Thing> way, double[] lefts, double[] widths) {
        var path = new StringBuilder();
        Place before = way.places().getFirst();
        double x = lefts[before.column()] + widths[before.column()];
        path.append("M%s %s".formatted(number(x), number(y(before))));
        for (Place place : way.places().subList(1, way.places().size())) {
            double next = lefts[place.column()];
            double middle = (x + next) / 2;
            path.append("C%s %s %s %s %s %s"
                    .formatted(
                            number(middle),
                            number(y(before)),
                            number(middle),
                            number(y(place)),
                            number(next),
                            number(y(place))));
            x = next + widths[place.column()];
            if (place.column() < way.places().getLast().column()) {
                path.append("H").append(number(x));
            }
            before = place;
        }
        body.append("<path class=\"way\" data-from=\"%s\" data-to=\"%s\" d=\"%s\"/>\n"
                .formatted(way.from().label(), way.to().label(), path));
    }

    /** Every box of a column is as wide as the column: they stand in line. */
    private void draw(Thing thing, double[] lefts, double[] widths) {
        Place place = graph.place(thing);
        double x = lefts[place.column()];
        double top = y(place) - BOX / 2.0;
        String shape = thing.shape().name().toLowerCase(Locale.ROOT);
        body.append(
                "<g class=\"thing %s\" data-node=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" rx=\"%d\"/>"
                        .formatted(
                                shape,
                                thing.label(),
                                number(x),
                                number(top),
                                number(widths[place.column()]),
                                BOX,
                                thing.shape() == Shape.PROCESSOR ? 4 : BOX / 2));
        String middle = number(x + widths[place.column()] / 2);
        body.append("<text class=\"name\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                .formatted(
                        middle,
                        number(top + (thing.shape() == Shape.PROCESSOR ? 24 : 17)),
                        TopologyDrawing.escaped(title(thing))));
        body.append("<text class=\"rate\" x=\"%s\" y=\"%s\" text-anchor=\"middle\"></text></g>\n"
                .formatted(middle, number(top + 32)));
    }

    private String title(Thing thing) {
        return titles.getOrDefault(thing, thing.label());
    }

    private static double y(Place place) {
        return MARGIN + BOX / 2.0 + place.row() * ROW;
    }

    private double width(Thing thing) {
        return title(thing).length() * CHARACTER + 2 * PADDING;
    }

    private static String number(double value) {
        return TopologyDrawing.number(value);
    }
}
