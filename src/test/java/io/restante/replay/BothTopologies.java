package io.restante.replay;

import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The live topology and a shadow of it on test drivers. What is written to the live one's inputs, by anybody or by itself, is its log; the shadow is given that log and nothing
 * else, in the order in which the live one applied it.
 */
final class BothTopologies implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    static final ShadowName NAME = new ShadowName("beside");
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** A record of an input that the live topology applied. */
    record Place(String topic, long offset) {}

    final TopologyTestDriver live;
    final TopologyTestDriver shadow;
    final Seen seen = new Seen();
    private final Map<String, List<TestRecord<byte[], byte[]>>> log = new HashMap<>();
    Instant now = START;

    BothTopologies(Rules rules, Rules shadowRules) {
        Properties one = properties();
        this.live = new TopologyTestDriver(RestanteTopology.build(rules, seen, new StreamsConfig(one)), one, START);
        Properties other = properties();
        Topology topology =
                Shadow.topology(NAME, shadowRules, new ShadowProgress(Map.of(), 0), new StreamsConfig(other));
        this.shadow = new TopologyTestDriver(topology, other, START);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "both");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of("target", "both", "run-" + RUNS.incrementAndGet()).toString());
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                io.restante.intake.flow.PoisonHandler.class.getName());
        return properties;
    }

    /** Somebody writes a record at the present time. */
    void write(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        TestRecord<byte[], byte[]> record = new TestRecord<>(key, value, headers, now);
        log.computeIfAbsent(topic.name(), each -> new ArrayList<>()).add(record);
        give(live, topic.name(), record);
        follow();
    }

    /** Time passes for the live topology, which writes of it to its log. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusMillis(500);
            live.advanceWallClockTime(Duration.ofMillis(500));
            follow();
        }
    }

    private void follow() {
        for (Topic<?, ?> topic : Topics.OF_DELIVERY) {
            if (topic.input() && live.producedTopicNames().contains(topic.name())) {
                log.computeIfAbsent(topic.name(), each -> new ArrayList<>()).addAll(read(live, topic.name()));
            }
        }
        seen.order.forEach(place -> give(
                shadow,
                place.topic(),
                log.getOrDefault(place.topic(), List.of()).get((int) place.offset())));
        seen.order.clear();
    }

    private static void give(TopologyTestDriver driver, String topic, TestRecord<byte[], byte[]> record) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record);
    }

    static List<TestRecord<byte[], byte[]>> read(TopologyTestDriver driver, String topic) {
        return driver.producedTopicNames().contains(topic)
                ? driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                : List.of();
    }

    /** What was written to a topic, readable. */
    static List<String> told(TopologyTestDriver driver, String topic) {
        return read(driver, topic).stream()
                .map(record -> record.getRecordTime() + " " + new String(record.key(), StandardCharsets.UTF_8) + " "
                        + new String(record.value(), StandardCharsets.UTF_8) + " "
                        + new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Everything in a store, readable. */
    static Map<String, String> entries(TopologyTestDriver driver, Store store) {
        Map<String, String> entries = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> all =
                driver.<Bytes, byte[]>getKeyValueStore(store.name()).all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                entries.put(entry.key.toString(), Bytes.wrap(entry.value).toString());
            }
        }
        return entries;
    }

    /** Which topics a driver wrote to. */
    static Set<String> written(TopologyTestDriver driver) {
        return driver.producedTopicNames();
    }

    @Override
    public void close() {
        live.close();
        shadow.close();
    }

    /** Remembers in which order the live topology applied its inputs. */
    static final class Seen implements Progress {
        final List<Place> order = new ArrayList<>();
        private final Map<String, Long> positions = new HashMap<>();

        @Override
        public void started(int partition) {}

        @Override
        public void applied(String topic, int partition, long offset) {
            order.add(new Place(topic, offset));
            positions.put(topic, offset);
        }

        long position(Topic<?, ?> topic) {
            return Optional.ofNullable(positions.get(topic.name())).orElse(-1L);
        }

        @Override
        public boolean reached(String topic, int partition, long offset) {
            return positions.getOrDefault(topic, -1L) >= offset;
        }

        @Override
        public boolean caughtUp(int partition) {
            return true;
        }

        @Override
        public boolean waitedFor(int partition) {
            return true;
        }

        @Override
        public void stopped(int partition) {}
    }
}
