package io.restante.topology;

import io.restante.contract.JsonText;
import io.restante.topology.TopologyMap.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The map as one JSON object. */
final class TopologyJson {
    private TopologyJson() {}

    static String of(TopologyMap map) {
        var stores = new TreeSet<String>();
        map.rooms().forEach(room -> stores.addAll(room.stores()));
        byte[] json = JsonText.object(object -> object.putObjects(
                        "subtopologies", map.rooms(), (inner, room) -> inner.put("title", room.title())
                                .putObjects("nodes", room.nodes(), TopologyJson::write))
                .putTexts("topics", List.copyOf(map.topics()))
                .putTexts("stores", List.copyOf(stores)));
        return new String(json, StandardCharsets.UTF_8);
    }

    private static void write(JsonText json, Node node) throws IOException {
        json.put("name", node.name())
                .put("kind", node.kind().name().toLowerCase(Locale.ROOT))
                .putTexts("topics", node.topics())
                .putTexts("stores", node.stores())
                .putTexts("successors", node.successors());
    }
}
