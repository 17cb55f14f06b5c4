package io.restante.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.contract.Topic;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.junit.jupiter.api.Test;

/** A shadow reads what the live topology reads and writes nothing that anybody reads: by how it is built, not by what it is told. */
class ShadowTopologyTest {
    private static final ShadowName NAME = new ShadowName("try");
    private static final StreamsConfig CONFIG = new StreamsConfig(
            Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1"));

    private final TopologyDescription live = RestanteTopology.build(
                    Rules.DEFAULTS, new ShadowProgress(Map.of(), 0), CONFIG)
            .describe();
    private final TopologyDescription shadow = Shadow.topology(
                    NAME, Rules.DEFAULTS, new ShadowProgress(Map.of(), 0), CONFIG)
            .describe();

    @Test
    void noSinkOfALiveNameIsInItsTopology() {
        assertThat(sinks(shadow)).isNotEmpty().allSatisfy(name -> assertThat(name)
                .startsWith(NAME.prefix()));
        assertThat(sinks(shadow)).doesNotContainAnyElementsOf(sinks(live));
    }

    @Test
    void noSinkWritesWhatTheShadowReads() {
        assertThat(sinks(shadow)).doesNotContainAnyElementsOf(sources(shadow));
    }

    @Test
    void allElseIsTheLiveTopology() {
        assertThat(sources(shadow)).isEqualTo(sources(live));
        assertThat(nodes(shadow).map(Node::name))
                .containsExactlyInAnyOrderElementsOf(nodes(live).map(Node::name).toList());
        assertThat(sinks(shadow)).hasSameSizeAs(sinks(live));
    }

    @Test
    void everySinkHasItsTopic() {
        List<Topic<?, ?>> made = Shadow.topics(NAME, Rules.DEFAULTS, CONFIG);
        assertThat(made.stream().map(Topic::name)).containsExactlyInAnyOrderElementsOf(sinks(shadow));
        assertThat(made).noneMatch(Topic::input);
    }

    private static Stream<Node> nodes(TopologyDescription topology) {
        return topology.subtopologies().stream().flatMap(part -> part.nodes().stream());
    }

    private static Set<String> sources(TopologyDescription topology) {
        return nodes(topology)
                .filter(Source.class::isInstance)
                .flatMap(source -> ((Source) source).topicSet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where sinks write, whether the name is fixed or asked for with every record. */
    private static Set<String> sinks(TopologyDescription topology) {
        return nodes(topology)
                .filter(Sink.class::isInstance)
                .map(Sink.class::cast)
                .map(sink -> sink.topic() == null ? String.valueOf(sink.topicNameExtractor()) : sink.topic())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
