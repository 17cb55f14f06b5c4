package io.restante.faults;

import io.restante.contract.MalformedException;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Journal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the topology writes for anybody to read, from the beginning, and notes it in the order of each partition. */
final class Observer extends Actor {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration END_PATIENCE = Duration.ofMinutes(2);

    private final Journal journal;
    private final Map<String, Sight> sights = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @param sights what is looked at */
    Observer(String bootstrapServers, List<Sight> sights, Journal journal) {
        super("observer");
        sights.forEach(sight -> sight.topics().forEach(topic -> this.sights.put(topic.name(), sight)));
        this.journal = journal;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = this.sights.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    void round() {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            note(each);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> seen) {
        try {
            Sight sight = Objects.requireNonNull(sights.get(seen.topic()));
            sight.event(seen).ifPresent(journal::note);
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    seen.topic() + "-" + seen.partition() + "-" + seen.offset() + " cannot be read", e);
        }
    }

    @Override
    void last() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean read = Patience.until(END_PATIENCE, () -> {
            round();
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
        consumer.close();
        if (!read) {
            throw new IllegalStateException("The topics cannot be read to their end");
        }
        journal.note(new ReadToTheEnd());
    }
}
