package io.restante.topology;

import io.restante.topology.TopologyMap.Node;
import io.restante.topology.TopologyMap.Room;
import java.util.Locale;

/** The map as lines: a node a line, its topics or stores and what it feeds under it. */
final class TopologyText {
    private TopologyText() {}

    static String of(TopologyMap map) {
        var text = new StringBuilder();
        for (Room room : map.rooms()) {
            text.append(text.isEmpty() ? "" : "\n").append(room.title()).append('\n');
            room.nodes().forEach(node -> write(text, node));
        }
        return text.toString();
    }

    private static void write(StringBuilder text, Node node) {
        text.append("  ")
                .append(node.kind().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(node.name())
                .append('\n');
        String topics =
                switch (node.kind()) {
                    case SOURCE -> "from topic ";
                    case SINK -> "to topic ";
                    case PROCESSOR -> "";
                };
        node.topics().forEach(topic -> line(text, topics + topic));
        node.stores().forEach(store -> line(text, "store " + store));
        node.successors().forEach(successor -> line(text, "feeds " + successor));
    }

    private static void line(StringBuilder text, String line) {
        text.append("      ").append(line).append('\n');
    }
}
