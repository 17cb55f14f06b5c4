package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettlementSettings;
import io.restante.contract.Store;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.intake.flow.PoisonHandler;
import io.restante.replay.ShadowName;
import io.restante.store.DiskGivenBack;
import io.restante.store.SharedMemory;
import io.restante.store.SmallOnDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration of the delivery application's Kafka Streams. */
final class StreamsProperties {
    /** Large enough for a page of messages of 1 MiB. */
    private static final int REQUEST_BYTES = 16 << 20;

    /** What a step writes goes out at once, but what it writes while requests are under way goes together. */
    private static final int BATCH_BYTES = 128 << 10;

    private static final Duration SHADOW_COMMIT = Duration.ofSeconds(10);
    private static final Duration SHADOW_TRANSACTION = Duration.ofMinutes(1);

    /** Stores that were closed longer ago, or opened longer ago and never closed, are restored from the beginning: their changelogs may not tell any more what was deleted since. */
    private static final Duration OLDEST_STORES = Store.DELETIONS_KEPT.dividedBy(2);

    /** In a session time-out. That somebody is missing is heard with the answer to one's own, so few of them add to what a failover takes. */
    private static final int HEARTBEATS = 12;

    /** How long an instance that came back waits for its share of the work after its stores are ready; Kafka Streams' least. */
    private static final Duration SHARED_AGAIN = Duration.ofMinutes(1);

    /** A standby that becomes active asks where its changelogs end, and brokers answer a client's requests one after another: first the one that waits for news. */
    private static final Duration STANDBYS_WAIT = Duration.ofMillis(100);

    /** Nobody waits for what a shadow writes, so few and large requests carry it. */
    private static final int SHADOW_LINGER_MS = 100;

    private static final int SHADOW_BATCH_BYTES = 256 << 10;
    private static final long SHADOW_BUFFER_BYTES = 64L << 20;

    /** Records that are read ahead of each partition, so that all its inputs are there to choose from. */
    private static final int SHADOW_AHEAD = 4_000;

    private static final int SHADOW_FETCH_BYTES = 4 << 20;

    /** Nobody sees a record before its transaction ends, and that waits for no linger. */
    private static final int SETTLEMENT_LINGER_MS = 20;

    private static final int SETTLEMENT_BATCH_BYTES = 256 << 10;

    /** How soon a transaction's first batch is tried again that came before the last transaction was wholly over, which takes the broker a few milliseconds. */
    private static final int SETTLEMENT_RETRY_MS = 5;

    /** Its constant is deprecated before the default it announces has come. */
    private static final String HANDLE_GLOBALLY = "processing.exception.handler.global.enabled";

    private StreamsProperties() {}

    /** The configuration when nobody counts. */
    static StreamsConfig of(Settings settings) {
        return of(settings, Witness.NOBODY);
    }

    /** @param witness is told of records that could not be processed */
    static StreamsConfig of(Settings settings, Witness witness) {
        Map<String, Object> properties = properties(settings);
        properties.put(PoisonHandler.WITNESS, witness);
        return new StreamsConfig(properties);
    }

    /**
     * The configuration of a shadow: an application of its own, exactly once, so that what a kill leaves is what was committed; with much work between two commits, for nobody
     * waits for what it writes.
     */
    static StreamsConfig of(Settings settings, ShadowName name) {
        Map<String, Object> properties = properties(settings);
        properties.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                name.applicationId(settings.streams().applicationId()));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, SHADOW_COMMIT.toMillis());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, shadowThreads(settings));
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, SHADOW_AHEAD);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, name.prefix() + Topics.DEAD_LETTERS.name());
        properties.remove(StreamsConfig.APPLICATION_SERVER_CONFIG);
        properties.remove(StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) SHADOW_TRANSACTION.toMillis());
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, SHADOW_LINGER_MS);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, SHADOW_BATCH_BYTES);
        producer(properties, ProducerConfig.BUFFER_MEMORY_CONFIG, SHADOW_BUFFER_BYTES);
        firstBatchFirst(properties);
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SHADOW_AHEAD);
        consumer(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SHADOW_FETCH_BYTES);
        return new StreamsConfig(properties);
    }

    /** A transaction's first batch of a partition tells the broker of it; one that overtakes it is refused, with an error in its log. */
    private static void firstBatchFirst(Map<String, Object> properties) {
        producer(properties, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    }

    /** A shadow uses the processors there are, as far as there are partitions for them. */
    private static int shadowThreads(Settings settings) {
        int useful = Math.min(
                Runtime.getRuntime().availableProcessors(), settings.topics().partitions());
        return Math.max(useful, settings.streams().threads());
    }

    /** The configuration of settlement: an application of its own, exactly once. */
    static StreamsConfig settlement(Settings settings) {
        Map<String, Object> properties = properties(settings);
        SettlementSettings settlement = settings.settlement();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, SettlementApplication.applicationId(settings));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settlement.commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settlement.standbyReplicas());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskGivenBack.class);
        settings.streams()
                .instanceId()
                .ifPresent(id -> consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id + "-settlement"));
        producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                settlement.transactionTimeout().toMillis());
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, SETTLEMENT_LINGER_MS);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, SETTLEMENT_BATCH_BYTES);
        producer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, SETTLEMENT_RETRY_MS);
        firstBatchFirst(properties);
        return new StreamsConfig(properties);
    }

    /** The folder in which applications keep their stores. */
    static Path states(Settings settings) {
        return settings.data().resolve("streams");
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.streams().applicationId());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, states(settings).toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.streams().commitInterval().toMillis());
        properties.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.streams().threads());
        properties.put(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.streams().standbyReplicas());
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, SHARED_AGAIN.toMillis());
        properties.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, OLDEST_STORES.toMillis());
        properties.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replicationFactor());
        settings.streams()
                .applicationServer()
                .ifPresent(server -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server));
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(HANDLE_GLOBALLY, "true");
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        int timeout = Math.toIntExact(settings.streams().sessionTimeout().toMillis());
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, timeout);
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, timeout / HEARTBEATS);
        settings.streams()
                .instanceId()
                .ifPresent(instance -> consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
        consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(
                StreamsConfig.RESTORE_CONSUMER_PREFIX + ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(STANDBYS_WAIT.toMillis()));
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallOnDisk.class);
        properties.put(SharedMemory.BYTES, settings.streams().rocksdbBytes());
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, 0);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES);
        producer(properties, ProducerConfig.ACKS_CONFIG, "all");
        return properties;
    }

    private static void consumer(Map<String, Object> properties, String name, Object value) {
        properties.put(StreamsConfig.MAIN_CONSUMER_PREFIX + name, value);
    }

    private static void producer(Map<String, Object> properties, String name, Object value) {
        properties.put(StreamsConfig.PRODUCER_PREFIX + name, value);
    }
}
