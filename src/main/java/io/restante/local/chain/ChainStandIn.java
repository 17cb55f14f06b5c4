package io.restante.local.chain;

import io.restante.contract.CloudEvents;
import io.restante.contract.MalformedException;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Topic;
import io.restante.settlement.Block;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chain of one: makes a block every so often, written to every partition, and includes claims and proofs in the block after the one they came in. What becomes of them can
 * be told ({@link ChainFaults}). After a restart it goes on at the height it had come to.
 */
public final class ChainStandIn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChainStandIn.class);
    private static final String SOURCE = "/restante/local/chain";
    private static final String GROUP = "restante-local-chain";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int partitions;
    private final Duration interval;
    private final ChainFaults faults;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> commands;
    private final SecureRandom random = new SecureRandom();
    private final Map<Sent, Waiting> waiting = new LinkedHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile long height;

    /** What makes two commands the same transaction. */
    private record Sent(SupplierSession key, Kind kind) {}

    /** A transaction that is in no block yet. */
    private record Waiting(int attempt, long due) {}

    /**
     * Starts; blocks come from now on.
     *
     * @param client properties of every Kafka client
     * @param partitions of every input
     */
    public ChainStandIn(Map<String, Object> client, int partitions, Duration interval, ChainFaults faults) {
        this.partitions = partitions;
        this.interval = interval;
        this.faults = faults;
        this.producer = new KafkaProducer<>(
                with(client, Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.LINGER_MS_CONFIG, 0)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.commands = new KafkaConsumer<>(
                with(
                        client,
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                GROUP,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.height = LastBlock.height(client);
        this.thread = Thread.ofPlatform().name("chain-stand-in").daemon().start(this::run);
    }

    private static Map<String, Object> with(Map<String, Object> client, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.putAll(more);
        return properties;
    }

    /** The height of the last block. */
    public long height() {
        return height;
    }

    private void run() {
        commands.subscribe(List.of(SettlementTopics.CLAIMS.name(), SettlementTopics.PROOFS.name()));
        long next = System.nanoTime() + interval.toNanos();
        try {
            while (stop.getCount() > 0) {
                long left = Math.max(0, next - System.nanoTime());
                hear(Duration.ofNanos(left));
                if (System.nanoTime() - next >= 0) {
                    makeBlock();
                    next = System.nanoTime() + interval.toNanos();
                }
            }
        } catch (WakeupException e) {
            LOG.info("The chain stand-in stops at height {}", height);
        } catch (KafkaException | ExecutionException e) {
            LOG.error("The chain stand-in stopped at height {}", height, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            commands.close();
        }
    }

    private void hear(Duration atMost) throws ExecutionException, InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : commands.poll(atMost)) {
            Kind kind = record.topic().equals(SettlementTopics.CLAIMS.name()) ? Kind.CLAIM : Kind.PROOF;
            try {
                SupplierSession key = SettlementTopics.CLAIMS.keys().decode(record.key());
                int attempt = attempt(kind, record.value());
                Sent sent = new Sent(key, kind);
                if (faults.drops(kind)) {
                    LOG.info("Dropped: {} of session {}, attempt {}", kind, key.sessionId(), attempt);
                    continue;
                }
                waiting.putIfAbsent(sent, new Waiting(attempt, height + 1 + faults.delay(kind)));
                tell(key, kind, attempt, Outcome.ACCEPTED, Optional.empty());
            } catch (MalformedException e) {
                LOG.warn("A command that cannot be read: {}", e.getMessage());
            }
        }
    }

    private static int attempt(Kind kind, byte[] value) throws MalformedException {
        return switch (kind) {
            case CLAIM -> SettlementTopics.CLAIMS.values().decode(value).attempt();
            case PROOF -> SettlementTopics.PROOFS.values().decode(value).attempt();
        };
    }

    /** Words of what the block includes come before the block. */
    private void makeBlock() throws ExecutionException, InterruptedException {
        long next = height + 1;
        height = next;
        for (Map.Entry<Sent, Waiting> each : List.copyOf(waiting.entrySet())) {
            if (each.getValue().due() <= height) {
                boolean rejected = faults.rejects(each.getKey().kind());
                tell(
                        each.getKey().key(),
                        each.getKey().kind(),
                        each.getValue().attempt(),
                        rejected ? Outcome.REJECTED : Outcome.INCLUDED,
                        rejected ? Optional.of("told to") : Optional.empty());
                waiting.remove(each.getKey());
            }
        }
        if (waiting.isEmpty()) {
            commands.commitSync();
        }
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        Block block = new Block(height, HexFormat.of().formatHex(hash), Instant.now());
        List<Future<RecordMetadata>> written = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            written.add(send(
                    SettlementTopics.BLOCKS,
                    partition,
                    null,
                    SettlementTopics.BLOCKS.values().encode(block)));
        }
        for (Future<RecordMetadata> each : written) {
            each.get();
        }
    }

    private void tell(SupplierSession key, Kind kind, int attempt, Outcome outcome, Optional<String> reason)
            throws ExecutionException, InterruptedException {
        TransactionEvent event = new TransactionEvent(kind, attempt, outcome, height, reason);
        send(
                        SettlementTopics.TRANSACTIONS,
                        SettlementTopics.TRANSACTIONS.partition(key, partitions),
                        SettlementTopics.TRANSACTIONS.keys().encode(key),
                        SettlementTopics.TRANSACTIONS.values().encode(event))
                .get();
    }

    private Future<RecordMetadata> send(
            Topic<?, ?> topic, int partition, byte @org.jspecify.annotations.Nullable [] key, byte[] value) {
        return producer.send(new ProducerRecord<>(
                topic.name(),
                partition,
                key,
                value,
                CloudEvents.headers(
                        topic.name(), topic.name() + "-" + height + "-" + random.nextLong(), SOURCE, Instant.now())));
    }

    @Override
    public void close() {
        stop.countDown();
        commands.wakeup();
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("The chain stand-in did not stop within {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(PATIENCE);
    }
}
