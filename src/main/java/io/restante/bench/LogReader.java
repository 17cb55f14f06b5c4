package io.restante.bench;

import io.restante.contract.Codec;
import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what has come to a topic since the last time. */
final class LogReader<K, V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic<K, V> topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    LogReader(Map<String, Object> clients, Topic<K, V> topic, int partitions) {
        this.topic = topic;
        this.consumer =
                new KafkaConsumer<>(new HashMap<>(clients), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Everything up to where the topic ends now. */
    void read(BiConsumer<K, V> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(POLL)) {
                each.accept(decoded(topic, topic.keys(), record.key()), decoded(topic, record.value()));
            }
        }
    }

    /** What a record of the topic says. */
    static <V> V decoded(Topic<?, V> topic, byte[] value) {
        return decoded(topic, topic.values(), value);
    }

    private static <T> T decoded(Topic<?, ?> topic, Codec<T> codec, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (MalformedException e) {
            throw new BenchException("What was written to " + topic + " cannot be read", e);
        }
    }

    /** How many records the topic holds. */
    long count() {
        return consumer.endOffsets(consumer.assignment()).values().stream()
                .mapToLong(end -> end)
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
