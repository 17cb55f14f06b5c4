package io.restante.house;

import io.restante.app.settings.SettingsReference;
import io.restante.base.GatewayId;
import io.restante.contract.SettlementWatch;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import io.restante.settlement.SmallChain;
import io.restante.settlement.WorkRules;
import io.restante.topology.AsyncApiDocument;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import io.restante.topology.SettlementTopology;
import io.restante.topology.StoresDocument;
import io.restante.topology.TopicsDocument;
import io.restante.topology.TopologyRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** The documents made from the code are the ones in the folder. */
class GeneratedDocumentsTest {
    private static final Path FOLDER = Path.of("topology-docs");

    private final TopologyRenderer topology = new TopologyRenderer(RestanteTopology.build(
                    Rules.DEFAULTS,
                    new AppliedPositions(new NoLog()),
                    new StreamsConfig(Map.of(
                            StreamsConfig.APPLICATION_ID_CONFIG, "documents",
                            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1")))
            .describe());

    private final TopologyRenderer settlement = new TopologyRenderer(SettlementTopology.build(
                    new SmallChain(),
                    WorkRules.DEFAULTS,
                    new AppliedPositions(new NoLog()),
                    SettlementWatch.NOBODY,
                    new StreamsConfig(Map.of(
                            StreamsConfig.APPLICATION_ID_CONFIG, "documents",
                            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1")))
            .describe());

    /** A topology that is only drawn reads nothing. */
    private static final class NoLog implements InputEnds {
        @Override
        public Map<String, Long> ends(Set<String> topics, int partition) {
            return Map.of();
        }

        @Override
        public Map<String, Long> committed(Set<String> topics, int partition) {
            return Map.of();
        }
    }

    @Test
    void theTopologyAsText() throws IOException {
        isFresh("topology.txt", topology.text());
    }

    @Test
    void theTopologyAsAChart() throws IOException {
        isFresh("topology.md", "# Topology\n\nGenerated.\n\n```mermaid\n" + topology.mermaid() + "```\n");
    }

    @Test
    void theTopologyAsADrawing() throws IOException {
        isFresh("topology.svg", topology.svg());
    }

    @Test
    void theSettlementTopologyAsText() throws IOException {
        isFresh("settlement-topology.txt", settlement.text());
    }

    @Test
    void theSettlementTopologyAsAChart() throws IOException {
        isFresh(
                "settlement-topology.md",
                "# Settlement topology\n\nGenerated.\n\n```mermaid\n" + settlement.mermaid() + "```\n");
    }

    @Test
    void theSettlementTopologyAsADrawing() throws IOException {
        isFresh("settlement-topology.svg", settlement.svg());
    }

    @Test
    void theTopics() throws IOException {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        topics.add(Topics.live(new GatewayId("GATEWAY")));
        isFresh("topics.md", TopicsDocument.markdown(topics));
    }

    @Test
    void theTopicsAndSocketsForPrograms() throws IOException {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        topics.add(Topics.live(new GatewayId("GATEWAY")));
        isFresh("asyncapi.yaml", AsyncApiDocument.yaml(topics));
    }

    @Test
    void theStores() throws IOException {
        isFresh("stores.md", StoresDocument.markdown(Store.ALL));
    }

    @Test
    void theSettings() throws IOException {
        isFresh("settings.md", SettingsReference.markdown());
    }

    private static void isFresh(String name, String expected) throws IOException {
        GeneratedDocument.isFresh(FOLDER.resolve(name), expected);
    }
}
