package io.restante.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of the log, on a consumer of its own, that must be over within a time. */
final class LogScan implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogScan.class);

    /** How long a broker waits for records where there are none yet. */
    private static final Duration AT_THE_END = Duration.ofMillis(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long deadline;

    LogScan(Map<String, Object> client, Duration atMost) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // The consumer asks ahead; a question at the end of the log would hold up the next one and the closing.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) AT_THE_END.toMillis());
        // What retention has removed meanwhile is passed over.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /** The key's values in the records with this time or a later one, in the order of the log, up to where it ends now. */
    <K, V> List<V> values(Topic<K, V> topic, K key, Instant from) {
        byte[] wanted = topic.keys().encode(key);
        return values(topic, assign(topic, key), bytes -> Arrays.equals(wanted, bytes), from);
    }

    /**
     * The same of several keys on one partition.
     *
     * @param place a key of the partition
     */
    <V> List<V> values(Topic<String, V> topic, String place, Predicate<String> keys, Instant from) {
        return values(topic, assign(topic, place), bytes -> keys.test(new String(bytes, UTF_8)), from);
    }

    private <V> List<V> values(Topic<?, V> topic, TopicPartition place, Predicate<byte[]> keys, Instant from) {
        @Nullable
        OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(place, from.toEpochMilli()), left())
                .get(place);
        List<V> values = new ArrayList<>();
        if (start != null) {
            read(place, start.offset(), end(place), record -> {
                if (record.key() != null && record.value() != null && keys.test(record.key())) {
                    decode(topic, record, values);
                }
            });
        }
        return values;
    }

    /** The time of the record at this offset of the key's partition; the beginning of time when it is not on the log any more. */
    <K> Instant time(Topic<K, ?> topic, K key, long offset) {
        TopicPartition place = assign(topic, key);
        Instant[] found = {Instant.EPOCH};
        read(place, offset, Math.min(offset + 1, end(place)), record -> {
            if (record.offset() == offset) {
                found[0] = Instant.ofEpochMilli(record.timestamp());
            }
        });
        return found[0];
    }

    private <K> TopicPartition assign(Topic<K, ?> topic, K key) {
        int partitions = consumer.partitionsFor(topic.name(), left()).size();
        TopicPartition place = new TopicPartition(topic.name(), topic.partition(key, partitions));
        consumer.assign(List.of(place));
        return place;
    }

    /** From where to where a partition holds records: what lies before the beginning, and at the end, is not there. */
    record Bounds(long begin, long end) {}

    /** The partitions of the topic, and what each holds now. */
    Map<TopicPartition, Bounds> bounds(String topic) {
        List<TopicPartition> places = consumer.partitionsFor(topic, left()).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(places, left());
        Map<TopicPartition, Long> ends = consumer.endOffsets(places, left());
        Map<TopicPartition, Bounds> bounds = new HashMap<>();
        places.forEach(
                place -> bounds.put(place, new Bounds(begins.getOrDefault(place, 0L), ends.getOrDefault(place, 0L))));
        return bounds;
    }

    private long end(TopicPartition place) {
        return consumer.endOffsets(List.of(place), left()).getOrDefault(place, 0L);
    }

    /** Reads the records from one offset to another, which is not read any more. */
    void read(TopicPartition place, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        if (from >= end) {
            return;
        }
        consumer.assign(List.of(place));
        consumer.seek(place, from);
        while (consumer.position(place, left()) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left())) {
                if (record.offset() < end) {
                    reader.accept(record);
                }
            }
        }
    }

    private static <V> void decode(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record, List<V> values) {
        try {
            values.add(topic.values().decode(record.value()));
        } catch (MalformedException e) {
            LOG.warn("Skipped {}-{}-{}: {}", topic, record.partition(), record.offset(), e.getMessage());
        }
    }

    private Duration left() {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new UnavailableException(
                    "There is more on the log than could be read in time; ask for less of it.", Duration.ofSeconds(1));
        }
        return Duration.ofNanos(left);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
