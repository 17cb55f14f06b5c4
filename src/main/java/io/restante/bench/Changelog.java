package io.restante.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A store's changelog as the broker keeps it. */
final class Changelog {
    /** One that is smaller has no closed segment, and only closed ones are cleaned. */
    private static final long SEGMENT = 64L << 20;

    /** A broker that finds nothing to clean looks again after fifteen seconds. */
    private static final Duration LONGER_THAN_THE_CLEANER_RESTS = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final Map<String, Object> clients;
    private final List<TopicPartition> partitions;

    Changelog(Admin admin, Map<String, Object> clients, String topic, int partitions) {
        this.admin = admin;
        this.clients = clients;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * Returns when the broker cleans nothing any more.
     *
     * @throws BenchException when it never stops
     */
    void awaitCleaned() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<TopicPartition, Long> before = Map.of();
        Map<TopicPartition, Long> now = sizes();
        while (now.values().stream().anyMatch(size -> size > SEGMENT) && !now.equals(before)) {
            if (System.nanoTime() > deadline) {
                throw new BenchException("The broker cleans " + partitions + " and does not stop");
            }
            LockSupport.parkNanos(LONGER_THAN_THE_CLEANER_RESTS.toNanos());
            before = now;
            now = sizes();
        }
    }

    private Map<TopicPartition, Long> sizes() {
        try {
            Map<TopicPartition, Long> sizes = new HashMap<>();
            admin
                    .describeLogDirs(admin.describeCluster().nodes().get().stream()
                            .map(node -> node.id())
                            .toList())
                    .allDescriptions()
                    .get()
                    .values()
                    .stream()
                    .flatMap(folders -> folders.values().stream())
                    .forEach(folder -> folder.replicaInfos()
                            .forEach((partition, replica) -> sizes.merge(partition, replica.size(), Long::sum)));
            sizes.keySet().retainAll(partitions);
            return sizes;
        } catch (ExecutionException e) {
            throw new BenchException("The broker does not say how large " + partitions + " are", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    /** Records that are still there. */
    long count() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(POLL).count();
            }
            return count;
        }
    }
}
