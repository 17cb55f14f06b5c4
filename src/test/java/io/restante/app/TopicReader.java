package io.restante.app;

import io.restante.contract.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Every value that a topic ever had, as they come; what was not committed is left out. */
final class TopicReader<V> implements AutoCloseable {
    private final KafkaConsumer<?, V> consumer;

    <K> TopicReader(String bootstrapServers, Topic<K, V> topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                topic.keys().deserializer(),
                topic.values().deserializer());
        List<TopicPartition> places = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(places);
        consumer.seekToBeginning(places);
    }

    /** Those that came since it was asked last. */
    List<V> read() {
        List<V> values = new ArrayList<>();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        return values;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
