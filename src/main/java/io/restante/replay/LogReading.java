package io.restante.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads stretches of the log, committed records alone. */
public final class LogReading {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> client;

    /** @param client what every Kafka client is made with */
    public LogReading(Map<String, Object> client) {
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // What retention has removed meanwhile is passed over.
        this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    /**
     * Shows the records of each partition in order.
     *
     * @param from the first offset that is read
     * @param ends the first that is not
     */
    public void read(
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> open = new HashMap<>();
            ends.forEach((place, end) -> {
                if (from.getOrDefault(place, 0L) < end) {
                    open.put(place, end);
                }
            });
            consumer.assign(open.keySet());
            open.keySet().forEach(place -> consumer.seek(place, from.getOrDefault(place, 0L)));
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset()
                            < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                        reader.accept(record);
                    }
                }
                List<TopicPartition> over = open.entrySet().stream()
                        .filter(end -> consumer.position(end.getKey()) >= end.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
                if (!over.isEmpty()) {
                    over.forEach(open::remove);
                    consumer.pause(over);
                }
            }
        }
    }
}
