package io.restante.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A Kafka consumer as anybody has one: reads a topic from its beginning, and keeps what it read. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<Seen> seen = new ArrayList<>();

    /**
     * A record as text.
     *
     * @param key empty when it has none
     * @param place {@code topic-partition-offset}
     */
    public record Seen(String key, String value, Map<String, String> headers, String place) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public TopicReader(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first record that is wanted, as soon as the topic has it. */
    public Optional<Seen> await(Duration patience, Predicate<Seen> wanted) {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            Optional<Seen> found = seen.stream().filter(wanted).findFirst();
            if (found.isPresent() || deadline.passed()) {
                return found;
            }
            poll();
        }
    }

    /** Everything up to where the topic ends now. */
    public List<Seen> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(seen);
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            Map<String, String> headers = new HashMap<>();
            for (Header header : each.headers()) {
                headers.put(header.key(), text(header.value()));
            }
            seen.add(new Seen(
                    each.key() == null ? "" : text(each.key()),
                    each.value() == null ? "" : text(each.value()),
                    headers,
                    each.topic() + "-" + each.partition() + "-" + each.offset()));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
