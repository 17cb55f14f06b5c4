package io.restante.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** How a partition writes to itself: within the topology the partition's number is the record's key, and on the log the record has none. */
final class OwnPartition {
    static final Serializer<Integer> NO_KEY = (topic, partition) -> null;

    private OwnPartition() {}

    static <V> StreamPartitioner<Integer, V> partitioner() {
        return (topic, partition, value, partitions) -> Optional.of(Set.of(partition));
    }
}
