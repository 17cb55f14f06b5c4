package io.restante.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restante.app.metrics.TopologyMeters;
import io.restante.base.GatewayId;
import io.restante.contract.LiveRecord;
import io.restante.contract.MalformedException;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.intake.flow.PoisonHandler;
import io.restante.mailbox.CensusReport;
import io.restante.session.SessionSignal.Heartbeat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on a test driver, spoken to in the words of the contract. Time is what it is told. */
public final class FlowTest implements AutoCloseable {
    public static final GatewayId GATEWAY = new GatewayId("here");
    public static final String RUN = "run-1";
    public static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private static final Path STATE = Path.of("target", "flow-test");
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final TopologyTestDriver driver;
    private final TopologyMeters meters = new TopologyMeters(new SimpleMeterRegistry(), this::now);
    private final SeenProgress progress = new SeenProgress();
    private final Map<GatewayId, String> alive = new LinkedHashMap<>();
    private Instant now = START;

    public FlowTest() {
        this(Rules.DEFAULTS);
    }

    public FlowTest(Rules rules) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "flow-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class.getName());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                STATE.resolve("run-" + RUNS.incrementAndGet()).toString());
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        driver = new TopologyTestDriver(
                RestanteTopology.build(rules, progress, meters, new StreamsConfig(properties)), properties, START);
        start(GATEWAY, RUN);
    }

    /** A run of a gateway begins; from now on it says that it lives. */
    public void start(GatewayId gateway, String run) {
        alive.put(gateway, run);
        pipe(Topics.SESSION_EVENTS, null, new Heartbeat(gateway, run));
    }

    /** The gateway says nothing any more. */
    public void kill(GatewayId gateway) {
        alive.remove(gateway);
    }

    /** Whether the topology is to believe that it has read what was there before it started. */
    public void caughtUp(boolean caughtUp) {
        progress.caughtUp = caughtUp;
    }

    /** What the mailboxes hold, as it was counted. */
    public CensusReport census() {
        return meters.reports().iterator().next();
    }

    public Instant now() {
        return now;
    }

    /** The offset the next record of the input gets. */
    public long next(Topic<?, ?> input) {
        return progress.position(input.name()) + 1;
    }

    /** Writes a record at the present time. */
    public <K, V> void pipe(Topic<K, V> topic, @org.jspecify.annotations.Nullable K key, V value) {
        Headers headers = new RecordHeaders();
        topic.values().addHeaders(value, headers);
        pipeBytes(
                topic,
                key == null ? null : topic.keys().encode(key),
                topic.values().recorded(value),
                headers);
    }

    public void pipeBytes(
            Topic<?, ?> topic,
            byte @org.jspecify.annotations.Nullable [] key,
            byte @org.jspecify.annotations.Nullable [] value) {
        pipeBytes(topic, key, value, new RecordHeaders());
    }

    public void pipeBytes(
            Topic<?, ?> topic,
            byte @org.jspecify.annotations.Nullable [] key,
            byte @org.jspecify.annotations.Nullable [] value,
            Headers headers) {
        TestInputTopic<byte[], byte[]> input =
                driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** Lets time pass in half seconds: the clock ticks, and gateways keep saying that they live. */
    public void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusMillis(500);
            alive.forEach((gateway, run) -> pipe(Topics.SESSION_EVENTS, null, new Heartbeat(gateway, run)));
            driver.advanceWallClockTime(Duration.ofMillis(500));
        }
    }

    /** Lets time pass while the gateway is silent. */
    public void passInSilence(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** What has been written to the topic since it was last asked. */
    public <K, V> List<V> read(Topic<K, V> topic) {
        List<V> values = new ArrayList<>();
        for (TestRecord<byte[], byte[]> each : readBytes(topic)) {
            try {
                values.add(topic.values().decode(each.value()));
            } catch (MalformedException e) {
                throw new AssertionError("What was written to " + topic + " cannot be read", e);
            }
        }
        return values;
    }

    public List<TestRecord<byte[], byte[]>> readBytes(Topic<?, ?> topic) {
        if (!driver.producedTopicNames().contains(topic.name())) {
            return List.of();
        }
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Everything that has been written since it was last asked, changelogs too, by the names of the topics. */
    public Map<String, List<TestRecord<byte[], byte[]>>> readAll() {
        Map<String, List<TestRecord<byte[], byte[]>>> all = new TreeMap<>();
        for (String topic : driver.producedTopicNames()) {
            all.put(
                    topic,
                    driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                            .readRecordsToList());
        }
        return all;
    }

    public List<LiveRecord> readLive() {
        return readLive(GATEWAY);
    }

    public List<LiveRecord> readLive(GatewayId gateway) {
        return read(Topics.live(gateway));
    }

    public KeyValueStore<Bytes, byte[]> store(Store store) {
        return driver.getKeyValueStore(store.name());
    }

    @Override
    public void close() {
        driver.close();
    }
}
