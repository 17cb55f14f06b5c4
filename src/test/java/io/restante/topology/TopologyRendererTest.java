package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TopologyRendererTest {
    /** Chooses a topic per record; its text is what the map shows. */
    private record ByGateway() implements TopicNameExtractor<Object, Object> {
        @Override
        public String extract(Object key, Object value, RecordContext context) {
            return "live." + key;
        }

        @Override
        public String toString() {
            return "live.<gateway> & \"more\"";
        }
    }

    private static final class Silent implements Processor<Object, Object, Object, Object> {
        @Override
        public void process(Record<Object, Object> record) {}
    }

    private static Topology topology() {
        return new Topology()
                .addSource("messages", "mailbox.messages")
                .addSource("ticks", "clock.ticks")
                .addProcessor("check", Silent::new, "messages")
                .addProcessor("mailbox", Silent::new, "check", "ticks")
                .addProcessor("clock", Silent::new, "ticks")
                .addSink("ledger", "mailbox.ledger", "mailbox")
                .addSink("live", new ByGateway(), "mailbox")
                .addSink("dead", "dead-letters", "check", "mailbox")
                .addSink("tick", "clock.ticks", "clock")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("mailbox-heads"), Serdes.String(), Serdes.String()),
                        "mailbox")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("mailbox-messages"), Serdes.String(), Serdes.String()),
                        "mailbox",
                        "clock")
                .addSource("other", "other.in")
                .addSink("other-out", "other.out", "other");
    }

    private final TopologyRenderer renderer = new TopologyRenderer(topology().describe());

    @Test
    void theTextGoesAlongTheFlow() {
        assertThat(renderer.text()).isEqualTo("""
                        Sub-topology 0
                          source messages
                              from topic mailbox.messages
                              feeds check
                          source ticks
                              from topic clock.ticks
                              feeds clock
                              feeds mailbox
                          processor check
                              feeds dead
                              feeds mailbox
                          processor clock
                              store mailbox-messages
                              feeds tick
                          processor mailbox
                              store mailbox-heads
                              store mailbox-messages
                              feeds dead
                              feeds ledger
                              feeds live
                          sink tick
                              to topic clock.ticks
                          sink dead
                              to topic dead-letters
                          sink ledger
                              to topic mailbox.ledger
                          sink live
                              to topic live.<gateway> & "more"

                        Sub-topology 1
                          source other
                              from topic other.in
                              feeds other-out
                          sink other-out
                              to topic other.out
                        """);
    }

    @Test
    void theMermaidChartHasAShapeForEachKind() {
        assertThat(renderer.mermaid())
                .startsWith("flowchart LR\n")
                .contains("    topic_mailbox_ledger([\"mailbox.ledger\"])\n")
                .contains("    topic_live_gateway_more_([\"live.#lt;gateway#gt; #amp; #quot;more#quot;\"])\n")
                .contains("    subgraph box_Sub_topology_0[\"Sub-topology 0\"]\n")
                .contains("        store_mailbox_heads[(\"mailbox-heads\")]\n")
                .contains("    topic_clock_ticks --> node_ticks\n")
                .contains("    node_tick --> topic_clock_ticks\n")
                .contains("    node_mailbox -.- store_mailbox_heads\n")
                .contains("    node_check --> node_mailbox\n");
    }

    @Test
    void thingsWithNamesThatLookAlikeStayApartInMermaid() {
        var description = new Topology()
                .addSource("in", "a.b")
                .addSink("out", "a-b", "in")
                .describe();
        assertThat(new TopologyRenderer(description).mermaid())
                .contains("topic_a_b([\"a-b\"])", "topic_a_b_2([\"a.b\"])", "topic_a_b_2 --> node_in");
    }

    @Test
    void theJsonNamesEverything() throws Exception {
        JsonNode json = new ObjectMapper().readTree(renderer.json());
        assertThat(json.get("subtopologies")).hasSize(2);
        JsonNode mailbox = json.get("subtopologies").get(0).get("nodes").get(4);
        assertThat(mailbox).isEqualTo(new ObjectMapper().readTree("""
                        {"name":"mailbox","kind":"processor","stores":["mailbox-heads","mailbox-messages"],
                         "successors":["dead","ledger","live"]}"""));
        assertThat(json.get("topics").toString()).contains("mailbox.messages", "mailbox.ledger");
        assertThat(json.get("stores").toString()).isEqualTo("[\"mailbox-heads\",\"mailbox-messages\"]");
    }

    @Test
    void theDrawingIsXmlWithEveryNameInIt() throws Exception {
        String svg = renderer.svg();
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getTextContent())
                .contains("mailbox-heads", "clock.ticks", "live.<gateway> & \"more\"", "Sub-topology 1");
        assertThat(svg).doesNotContain("NaN", "Infinity", "href");
    }

    @Test
    void theSameTopologyGivesTheSameBytes() {
        var again = new TopologyRenderer(topology().describe());
        assertThat(again.text()).isEqualTo(renderer.text());
        assertThat(again.mermaid()).isEqualTo(renderer.mermaid());
        assertThat(again.svg()).isEqualTo(renderer.svg());
        assertThat(again.json()).isEqualTo(renderer.json());
    }
}
