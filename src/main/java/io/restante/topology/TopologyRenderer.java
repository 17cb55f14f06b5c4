package io.restante.topology;

import org.apache.kafka.streams.TopologyDescription;

/** A topology as people and programs can look at it. The same topology gives the same bytes, whenever and wherever it is rendered. */
public final class TopologyRenderer {
    private final TopologyMap map;

    public TopologyRenderer(TopologyDescription description) {
        this.map = TopologyMap.of(description);
    }

    /** Lines to read and to compare. */
    public String text() {
        return TopologyText.of(map);
    }

    /** A Mermaid flowchart, without the fence. */
    public String mermaid() {
        return TopologyMermaid.of(map);
    }

    /** A drawing that stands alone and is readable on light and dark grounds. */
    public String svg() {
        return TopologyDrawing.of(map);
    }

    /** A drawing of topics and processors for a page that shows numbers on it and gives it its colours. */
    public String overview() {
        return TopologyOverview.of(map);
    }

    /** One JSON object: the sub-topologies with their nodes, and all topics and stores. */
    public String json() {
        return TopologyJson.of(map);
    }
}
