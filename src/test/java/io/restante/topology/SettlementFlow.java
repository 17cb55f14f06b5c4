package io.restante.topology;

import io.restante.contract.MalformedException;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.intake.flow.PoisonHandler;
import io.restante.settlement.Block;
import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SmallChain;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.WorkRules;
import io.restante.settlement.tree.CrownPages;
import io.restante.store.DiskGivenBack;
import io.restante.store.DiskUse;
import io.restante.store.SharedMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The settlement topology on a test driver, spoken to in the words of the contract. */
public final class SettlementFlow implements AutoCloseable, SettlementWatch {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path STATE = Path.of("target", "settlement-flow");
    private static final AtomicInteger RUNS = new AtomicInteger();

    public final SmallChain chain = new SmallChain();
    public final List<SupplierSession> stopped = new ArrayList<>();
    public final List<End> ends = new ArrayList<>();
    public final List<String> refusals = new ArrayList<>();

    /** How many sessions are in which state, as the topology told. */
    public final Map<String, Long> states = new TreeMap<>();

    /** What was sent, with its attempt, as the topology told. */
    public final List<String> sent = new ArrayList<>();

    private final WorkRules work;
    private Path folder = STATE;
    private TopologyTestDriver driver;

    public SettlementFlow() {
        this(WorkRules.DEFAULTS);
    }

    public SettlementFlow(WorkRules work) {
        this.work = work;
        this.driver = driver();
    }

    private TopologyTestDriver driver() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "settlement-flow");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class.getName());
        folder = STATE.resolve("run-" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskGivenBack.class);
        properties.put(SharedMemory.BYTES, 256L << 20);
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        return new TopologyTestDriver(
                SettlementTopology.build(chain, work, new SeenProgress(), this, new StreamsConfig(properties)),
                properties,
                START);
    }

    /** Another process takes over with the same stores; what was in memory alone is gone. */
    public void restart() {
        List<List<KeyValue<Bytes, byte[]>>> kept = List.of(all(Store.SETTLEMENT_ENTRIES), all(Store.SETTLEMENT_LEAVES));
        driver.close();
        driver = driver();
        kept.getFirst().forEach(entry -> store(Store.SETTLEMENT_ENTRIES).put(entry.key, entry.value));
        kept.getLast().forEach(entry -> store(Store.SETTLEMENT_LEAVES).put(entry.key, entry.value));
    }

    private List<KeyValue<Bytes, byte[]>> all(Store store) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> each = store(store).all()) {
            each.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** How many pages of upper nodes are kept of the tree. */
    public long pages(SupplierSession key) {
        return IntStream.range(0, CrownPages.PAGES)
                .filter(prefix -> store(Store.SETTLEMENT_ENTRIES).get(SettlementLayout.page(key, prefix)) != null)
                .count();
    }

    public KeyValueStore<Bytes, byte[]> store(Store store) {
        return driver.getKeyValueStore(store.name());
    }

    /** What the leaves take on disk. */
    public long leavesOnDisk() {
        return DiskUse.of(folder, file -> file.toString().contains(Store.SETTLEMENT_LEAVES.name()));
    }

    public void relay(ServedRelay relay) {
        pipe(SettlementTopics.RELAYS, relay.key(), relay);
    }

    public void block(long height) {
        pipe(SettlementTopics.BLOCKS, null, new Block(height, SmallChain.hash(height), START));
    }

    /** Each block in turn. */
    public void blocks(long first, long last) {
        for (long height = first; height <= last; height++) {
            block(height);
        }
    }

    public void told(SupplierSession key, Kind kind, int attempt, Outcome outcome, long height) {
        pipe(
                SettlementTopics.TRANSACTIONS,
                key,
                new TransactionEvent(kind, attempt, outcome, height, Optional.empty()));
    }

    public List<SubmitClaim> claims() {
        return read(SettlementTopics.CLAIMS);
    }

    public List<SubmitProof> proofs() {
        return read(SettlementTopics.PROOFS);
    }

    public List<EndedRelaySession> history() {
        return read(SettlementTopics.HISTORY);
    }

    public <K, V> void pipe(Topic<K, V> topic, @Nullable K key, V value) {
        pipeBytes(
                topic,
                key == null ? null : topic.keys().encode(key),
                topic.values().encode(value));
    }

    public void pipeBytes(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value));
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

    @Override
    public void ended(SupplierSession session, End end) {
        ends.add(end);
    }

    @Override
    public void stopped(SupplierSession session, Stopped found) {
        stopped.add(session);
    }

    @Override
    public void refused(String reason) {
        refusals.add(reason);
    }

    @Override
    public void height(int partition, long height) {}

    @Override
    public void close() {
        driver.close();
    }

    @Override
    public void began(int partition, List<String> states) {
        this.states.clear();
        states.forEach(state -> this.states.merge(state, 1L, Long::sum));
    }

    @Override
    public void left(int partition) {
        states.clear();
    }

    @Override
    public void moved(int partition, Optional<String> from, Optional<String> to) {
        from.ifPresent(state -> states.merge(state, -1L, Long::sum));
        to.ifPresent(state -> states.merge(state, 1L, Long::sum));
        states.values().removeIf(count -> count == 0);
    }

    @Override
    public void recorded(boolean leaf) {}

    @Override
    public void sent(Kind kind, int attempt) {
        sent.add(kind + " " + attempt);
    }
}
