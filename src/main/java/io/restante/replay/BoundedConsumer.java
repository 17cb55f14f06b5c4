package io.restante.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer for which the log ends where it is told. It says of every partition how much is still to come, from the ends, not from what a broker said some time ago: so
 * Kafka Streams waits for the records of each input before it chooses the next one.
 */
final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final Ends ends;
    private final Set<TopicPartition> over = new HashSet<>();

    BoundedConsumer(Map<String, Object> properties, Ends ends) {
        super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.ends = ends;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        goOn();
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        over.retainAll(assignment());
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
        for (TopicPartition place : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> within = within(place, polled.records(place));
            if (!within.isEmpty()) {
                records.put(place, within);
                ends.given(place, within.getLast().offset());
            }
        }
        for (TopicPartition place : assignment()) {
            if (!over.contains(place)) {
                look(place, next);
            }
        }
        next.keySet().removeIf(place -> !records.containsKey(place));
        return new ConsumerRecords<>(records, next);
    }

    private List<ConsumerRecord<byte[], byte[]>> within(
            TopicPartition place, List<ConsumerRecord<byte[], byte[]>> records) {
        long end = ends.of(place);
        if (records.getLast().offset() < end) {
            return records;
        }
        List<ConsumerRecord<byte[], byte[]>> within = new ArrayList<>(records);
        within.removeIf(record -> record.offset() >= end);
        return within;
    }

    /** Notes how far the partition is read; one at its end stands still there. */
    private void look(TopicPartition place, Map<TopicPartition, OffsetAndMetadata> next) {
        long end = ends.of(place);
        long position = position(place);
        if (position >= end) {
            if (position > end) {
                seek(place, end);
                next.computeIfPresent(place, (each, offset) -> new OffsetAndMetadata(end));
            }
            pause(List.of(place));
            over.add(place);
        }
        ends.at(place, position);
    }

    private void goOn() {
        List<TopicPartition> raised = over.stream()
                .filter(place -> assignment().contains(place) && position(place) < ends.of(place))
                .toList();
        over.removeAll(raised);
        super.resume(raised);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        super.resume(partitions.stream().filter(place -> !over.contains(place)).toList());
    }

    @Override
    public OptionalLong currentLag(TopicPartition place) {
        return OptionalLong.of(over.contains(place) ? 0 : Math.max(0, ends.of(place) - position(place)));
    }
}
