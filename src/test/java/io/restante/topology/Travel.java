package io.restante.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** A run of the topology that is written down as it happens: each record an arrow of a sequence diagram, from whoever wrote it to whoever reads it. */
final class Travel implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPOLOGY = "Topology";
    private static final String LIVE = "delivery.live.";
    private static final int SHOWN = 90;

    /** What a reader wants to know of a record, in this order. */
    private static final List<String> TOLD = List.of(
            "type",
            "event",
            "cancel",
            "outcome",
            "id",
            "ids",
            "message_id",
            "operation",
            "session_id",
            "epoch",
            "attempt",
            "reason",
            "payload");

    private final String title;
    private final String about;
    private final FlowTest flow = new FlowTest();
    private final Set<String> parties = new LinkedHashSet<>();
    private final List<String> arrows = new ArrayList<>();

    Travel(String title, String about) {
        this.title = title;
        this.about = about;
        parties.add("Producer");
        flow.readAll();
    }

    FlowTest flow() {
        return flow;
    }

    /** Somebody writes a record; what follows from it is written down too. */
    <K, V> void write(String who, Topic<K, V> topic, @Nullable K key, V value) {
        arrow(who, TOPOLOGY, topic.name() + ": " + told(topic.values().recorded(value)));
        flow.pipe(topic, key, value);
        follow();
    }

    /** So much time passes. */
    void pass(Duration time) {
        arrows.add("Note over " + TOPOLOGY + ": " + time.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                + " pass, by ticks");
        flow.pass(time);
        follow();
    }

    private void follow() {
        flow.readAll().forEach((topic, records) -> {
            boolean ours = Topics.ALL.stream().anyMatch(each -> each.name().equals(topic)) || topic.startsWith(LIVE);
            if (ours && !topic.equals(Topics.CLOCK_TICKS.name())) {
                records.forEach(each -> written(topic, each));
            }
        });
    }

    private void written(String topic, TestRecord<byte[], byte[]> record) {
        arrow(TOPOLOGY, reader(topic), topic + ": " + told(record.value()));
    }

    private static String reader(String topic) {
        if (topic.startsWith(LIVE)) {
            return "Gateway " + topic.substring(LIVE.length());
        }
        if (topic.equals(Topics.PUSH_NOTIFICATIONS.name())) {
            return "Push worker";
        }
        return Topics.ALL.stream().anyMatch(each -> each.name().equals(topic) && each.input())
                ? TOPOLOGY
                : "Whoever reads";
    }

    private void arrow(String from, String to, String text) {
        parties.add(from);
        parties.add(to);
        arrows.add(name(from) + "->>" + name(to) + ": " + text);
    }

    private static String name(String party) {
        return party.replace(' ', '_');
    }

    private static String told(byte @Nullable [] value) {
        if (value == null) {
            return "nothing";
        }
        try {
            String all = told(JSON.readTree(new String(value, StandardCharsets.UTF_8)));
            // A semicolon would end the arrow, and a number sign begin a name.
            String safe = all.replace(';', ',').replace('#', ' ');
            return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
        } catch (JsonProcessingException e) {
            throw new AssertionError("A record that is not JSON", e);
        }
    }

    private static String told(JsonNode record) {
        StringJoiner words = new StringJoiner(", ");
        for (String field : TOLD) {
            JsonNode value = record.path(field);
            if (!value.isMissingNode()) {
                words.add(field.equals("type") || field.equals("event") ? value.asText() : field + " " + plain(value));
            }
        }
        record.path("messages").forEach(each -> words.add("[" + told(each) + "]"));
        return words.toString();
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString().replace("\"", "");
    }

    /** Title, sentence, diagram. */
    String markdown() {
        StringBuilder page = new StringBuilder("## " + title + "\n\n" + about + "\n\n```mermaid\nsequenceDiagram\n");
        parties.forEach(party -> page.append("    participant ")
                .append(name(party))
                .append(" as ")
                .append(party)
                .append('\n'));
        arrows.forEach(arrow -> page.append("    ").append(arrow).append('\n'));
        return page.append("```\n").toString();
    }

    @Override
    public void close() {
        flow.close();
    }
}
