package io.restante.bench;

import io.restante.contract.CloudEvents;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes inputs, with the headers a gateway would give them, and knows where they end. */
final class InputWriter implements Inputs, AutoCloseable {
    /** As long as a Kafka client waits for company that nobody told otherwise, in milliseconds. */
    static final int LINGER = 5;

    private static final String SOURCE = "/restante/bench";

    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long written;

    /** @param linger how long a record waits for company, in milliseconds */
    InputWriter(Map<String, Object> clients, int partitions, int linger) {
        this.partitions = partitions;
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public <K, V> void write(Topic<K, V> topic, K key, V value) {
        var unused = send(topic, key, value);
    }

    /** Returns when it is on the log, with its place. */
    <K, V> Position append(Topic<K, V> topic, K key, V value) {
        try {
            RecordMetadata place = send(topic, key, value).get();
            return new Position(place.topic(), place.partition(), place.offset());
        } catch (ExecutionException e) {
            throw new BenchException("The inputs could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    void writeBytes(String topic, byte[] key, byte[] value) {
        var unused = send(topic, null, key, value, headers(topic));
    }

    /** To every partition, without a key. */
    <V> void writeEverywhere(Topic<?, V> topic, V value) {
        for (int partition = 0; partition < partitions; partition++) {
            var unused = send(topic.name(), partition, null, topic.values().encode(value), headers(topic.name()));
        }
    }

    private <K, V> Future<RecordMetadata> send(Topic<K, V> topic, K key, V value) {
        Headers with = headers(topic.name());
        topic.values().addHeaders(value, with);
        return send(
                topic.name(),
                topic.partition(key, partitions),
                topic.keys().encode(key),
                topic.values().encode(value),
                with);
    }

    private Headers headers(String topic) {
        return CloudEvents.headers(topic, "bench-" + (written + 1), SOURCE, Instant.now());
    }

    private Future<RecordMetadata> send(
            String topic, @Nullable Integer partition, byte @Nullable [] key, byte[] value, Headers with) {
        written++;
        return producer.send(new ProducerRecord<>(topic, partition, key, value, with), (place, trouble) -> {
            if (trouble != null) {
                failure.set(trouble);
            } else {
                ends.merge(new TopicPartition(place.topic(), place.partition()), place.offset() + 1, Math::max);
            }
        });
    }

    /** Everything written so far is on the log. */
    void flush() {
        producer.flush();
        Exception trouble = failure.get();
        if (trouble != null) {
            throw new BenchException("The inputs could not be written", trouble);
        }
    }

    /** What is written from now on has a later time on the log than what was written so far. */
    void flushIntoThePast() {
        flush();
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    long written() {
        return written;
    }

    /** After {@link #flush}: of each partition written to, the offset after its last record. */
    Map<TopicPartition, Long> ends() {
        return new HashMap<>(ends);
    }

    @Override
    public void close() {
        producer.close();
    }
}
