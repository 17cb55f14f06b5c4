package io.restante.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;

/**
 * A topology as plain values in an order that does not change from one build to the next: sub-topologies by number, nodes along the flow and
 * then by name, everything else by name.
 */
record TopologyMap(List<Room> rooms) {
    /** What a node does with records. */
    enum Kind {
        SOURCE,
        PROCESSOR,
        SINK
    }

    /**
     * One node.
     *
     * @param topics what a source reads or a sink writes; a pattern or a choice made per record stands here as its text
     */
    record Node(String name, Kind kind, List<String> topics, List<String> stores, List<String> successors) {}

    /** A sub-topology, or a global store with what feeds it. */
    record Room(String title, List<Node> nodes) {
        /** The stores of its nodes, each once. */
        Set<String> stores() {
            var stores = new TreeSet<String>();
            nodes.forEach(node -> stores.addAll(node.stores()));
            return stores;
        }
    }

    static TopologyMap of(TopologyDescription description) {
        List<Room> rooms = new ArrayList<>();
        description.subtopologies().stream()
                .sorted(Comparator.comparingInt(TopologyDescription.Subtopology::id))
                .forEach(each -> rooms.add(new Room("Sub-topology " + each.id(), alongTheFlow(each.nodes()))));
        description.globalStores().stream()
                .sorted(Comparator.comparingInt(TopologyDescription.GlobalStore::id))
                .forEach(each -> rooms.add(
                        new Room("Global store " + each.id(), alongTheFlow(Set.of(each.source(), each.processor())))));
        return new TopologyMap(List.copyOf(rooms));
    }

    /** The topics its sources read and its sinks write, each once. */
    Set<String> topics() {
        var topics = new TreeSet<String>();
        rooms.forEach(room -> room.nodes().forEach(node -> topics.addAll(node.topics())));
        return topics;
    }

    private static List<Node> alongTheFlow(Set<TopologyDescription.Node> nodes) {
        Map<String, Integer> depths = new HashMap<>();
        nodes.forEach(node -> depth(node, depths));
        return nodes.stream()
                .sorted(Comparator.comparingInt((TopologyDescription.Node node) -> depth(node, depths))
                        .thenComparing(TopologyDescription.Node::name))
                .map(TopologyMap::node)
                .toList();
    }

    /** Nodes on the longest way from a source: a topology has no cycles. */
    private static int depth(TopologyDescription.Node node, Map<String, Integer> known) {
        Integer found = known.get(node.name());
        if (found != null) {
            return found;
        }
        int depth = node.predecessors().stream()
                .mapToInt(before -> depth(before, known) + 1)
                .max()
                .orElse(0);
        known.put(node.name(), depth);
        return depth;
    }

    private static Node node(TopologyDescription.Node node) {
        List<String> successors = node.successors().stream()
                .map(TopologyDescription.Node::name)
                .sorted()
                .toList();
        return switch (node) {
            case TopologyDescription.Source source ->
                new Node(source.name(), Kind.SOURCE, topics(source), List.of(), successors);
            case TopologyDescription.Sink sink ->
                new Node(sink.name(), Kind.SINK, List.of(topic(sink)), List.of(), successors);
            case TopologyDescription.Processor processor ->
                new Node(
                        processor.name(),
                        Kind.PROCESSOR,
                        List.of(),
                        processor.stores().stream().sorted().toList(),
                        successors);
            default -> throw new IllegalArgumentException("A node of a kind that cannot be drawn: " + node);
        };
    }

    private static List<String> topics(TopologyDescription.Source source) {
        return source.topicSet() == null
                ? List.of(String.valueOf(source.topicPattern()))
                : source.topicSet().stream().sorted().toList();
    }

    private static String topic(TopologyDescription.Sink sink) {
        return sink.topic() == null ? String.valueOf(sink.topicNameExtractor()) : sink.topic();
    }
}
