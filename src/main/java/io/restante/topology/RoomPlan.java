package io.restante.topology;

import io.restante.topology.TopologyMap.Kind;
import io.restante.topology.TopologyMap.Node;
import io.restante.topology.TopologyMap.Room;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of one room stand: topics it reads on the left, its nodes and stores between, topics it writes on the right. */
final class RoomPlan {
    /** What a thing is drawn as. */
    enum Shape {
        INPUT,
        SOURCE,
        PROCESSOR,
        SINK,
        STORE,
        OUTPUT
    }

    /** A thing to draw; a topic that is both read and written is two. */
    record Thing(Shape shape, String label) {}

    private final LayeredGraph<Thing> graph = new LayeredGraph<>();
    private final List<Thing> things = new ArrayList<>();
    private final Map<String, Thing> nodes = new HashMap<>();

    RoomPlan(Room room) {
        Map<String, Integer> columns = columns(room.nodes());
        int last = columns.values().stream().mapToInt(column -> column).max().orElse(0);
        for (Node node : room.nodes()) {
            boolean sink = node.kind() == Kind.SINK;
            Thing thing = new Thing(Shape.valueOf(node.kind().name()), node.name());
            nodes.put(node.name(), thing);
            stand(thing, sink ? last : columns.getOrDefault(node.name(), 1));
        }
        for (Node node : room.nodes()) {
            node.topics().forEach(topic -> topic(node, topic, last));
        }
        for (String store : room.stores()) {
            stand(new Thing(Shape.STORE, store), storeColumn(room, store, columns));
        }
        room.nodes().forEach(this::edges);
        graph.settle();
    }

    LayeredGraph<Thing> graph() {
        return graph;
    }

    List<Thing> things() {
        return things;
    }

    private static Map<String, Integer> columns(List<Node> alongTheFlow) {
        Map<String, Integer> columns = new HashMap<>();
        for (Node node : alongTheFlow) {
            int column = columns.computeIfAbsent(node.name(), name -> 1);
            node.successors().forEach(successor -> columns.merge(successor, column + 1, Math::max));
        }
        return columns;
    }

    private static int storeColumn(Room room, String store, Map<String, Integer> columns) {
        return room.nodes().stream()
                        .filter(node -> node.stores().contains(store))
                        .mapToInt(node -> columns.getOrDefault(node.name(), 1))
                        .max()
                        .orElse(1)
                + 1;
    }

    private void topic(Node node, String topic, int last) {
        boolean read = node.kind() == Kind.SOURCE;
        Thing thing = new Thing(read ? Shape.INPUT : Shape.OUTPUT, topic);
        if (!things.contains(thing)) {
            stand(thing, read ? 0 : last + 1);
        }
    }

    private void stand(Thing thing, int column) {
        things.add(thing);
        graph.vertex(thing, column);
    }

    private void edges(Node node) {
        Thing thing = named(node.name());
        for (String topic : node.topics()) {
            if (node.kind() == Kind.SOURCE) {
                graph.edge(new Thing(Shape.INPUT, topic), thing);
            } else {
                graph.edge(thing, new Thing(Shape.OUTPUT, topic));
            }
        }
        node.successors().forEach(successor -> graph.edge(thing, named(successor)));
        node.stores().forEach(store -> graph.edge(thing, new Thing(Shape.STORE, store)));
    }

    private Thing named(String node) {
        Thing thing = nodes.get(node);
        if (thing == null) {
            throw new IllegalArgumentException("A node feeds one that is not in its sub-topology: " + node);
        }
        return thing;
    }
}
