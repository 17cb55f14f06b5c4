package io.restante.topology;

import io.restante.topology.TopologyMap.Node;
import io.restante.topology.TopologyMap.Room;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The map as a Mermaid flowchart: topics are stadiums, stores are cylinders, a sub-topology is a box around its nodes and stores. */
final class TopologyMermaid {
    private final StringBuilder chart = new StringBuilder("flowchart LR\n");
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private TopologyMermaid() {}

    static String of(TopologyMap map) {
        return new TopologyMermaid().draw(map);
    }

    private String draw(TopologyMap map) {
        map.topics().forEach(topic -> line(1, name("topic", topic) + "([" + label(topic) + "])"));
        map.rooms().forEach(this::box);
        map.rooms().forEach(room -> room.nodes().forEach(this::arrows));
        return chart.toString();
    }

    private void box(Room room) {
        line(1, "subgraph " + name("box", room.title()) + "[" + label(room.title()) + "]");
        room.nodes().forEach(node -> line(2, name("node", node.name()) + "[" + label(node.name()) + "]"));
        room.stores().forEach(store -> line(2, name("store", store) + "[(" + label(store) + ")]"));
        line(1, "end");
    }

    private void arrows(Node node) {
        String from = name("node", node.name());
        for (String topic : node.topics()) {
            String other = name("topic", topic);
            switch (node.kind()) {
                case SOURCE -> line(1, other + " --> " + from);
                case SINK, PROCESSOR -> line(1, from + " --> " + other);
            }
        }
        node.stores().forEach(store -> line(1, from + " -.- " + name("store", store)));
        node.successors().forEach(successor -> line(1, from + " --> " + name("node", successor)));
    }

    private void line(int depth, String line) {
        chart.append("    ".repeat(depth)).append(line).append('\n');
    }

    /** A name Mermaid takes, the same for the same thing and another for another. */
    private String name(String kind, String text) {
        return names.computeIfAbsent(kind + " " + text, key -> {
            String plain = key.replaceAll("[^A-Za-z0-9]+", "_");
            String name = plain;
            for (int n = 2; !taken.add(name); n++) {
                name = plain + "_" + n;
            }
            return name;
        });
    }

    private static String label(String text) {
        String escaped = text.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
        return "\"" + escaped + "\"";
    }
}
