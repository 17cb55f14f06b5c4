package io.restante.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a run's inputs end. Whoever processes the last record of a partition's inputs hears that it is the last and asks for a commit, so that no
 * measurement depends on how often a commit comes by itself.
 */
final class FinishLine {
    private final Map<TopicPartition, Long> ends;
    private final Map<Integer, Set<String>> missing;
    private final CountDownLatch partitions;
    private final long records;

    /**
     * A line nobody has crossed.
     *
     * @param ends of each input, the offset after its last record
     * @param committed where the run starts; inputs that are at their end already are not waited for
     */
    FinishLine(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        this.ends = new HashMap<>(ends);
        this.missing = ends.entrySet().stream()
                .filter(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue())
                .collect(Collectors.groupingByConcurrent(
                        end -> end.getKey().partition(),
                        Collectors.mapping(
                                end -> end.getKey().topic(), Collectors.toCollection(ConcurrentHashMap::newKeySet))));
        this.partitions = new CountDownLatch(missing.size());
        this.records = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /**
     * A record was processed.
     *
     * @return whether it was the last of all its partition's inputs
     */
    boolean crossedWith(String topic, int partition, long offset) {
        Long end = ends.get(new TopicPartition(topic, partition));
        if (end == null || offset + 1 < end) {
            return false;
        }
        Set<String> topics = missing.getOrDefault(partition, Set.of());
        boolean last = topics.remove(topic) && topics.isEmpty();
        if (last) {
            partitions.countDown();
        }
        return last;
    }

    /** Whether the last record of every partition has been processed, after waiting for it no longer than this. */
    boolean crossed(Duration atMost) {
        try {
            return partitions.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    /** How many records lie before it. */
    long records() {
        return records;
    }

    Map<TopicPartition, Long> ends() {
        return new HashMap<>(ends);
    }
}
