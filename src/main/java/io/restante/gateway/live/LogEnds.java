package io.restante.gateway.live;

import io.restante.contract.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks where a topic's partitions end, so that a reader can ask to see whatever any gateway had written when it asked. Questions that come while one is
 * under way share the one after it: its answer is as new as each of them needs.
 */
final class LogEnds implements AutoCloseable {
    /** Brokers that are gone are not waited for. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Admin admin;
    private final String topic;
    private final Map<Integer, Asked> partitions = new ConcurrentHashMap<>();

    LogEnds(Map<String, Object> client, Topic<?, ?> topic) {
        this.admin = Admin.create(client);
        this.topic = topic.name();
    }

    /** The offset the next record of the partition would have got when this was called, or later. */
    CompletableFuture<Long> end(int partition) {
        return partitions.computeIfAbsent(partition, Asked::new).ask();
    }

    @Override
    public void close() {
        admin.close(CLOSE_PATIENCE);
    }

    private CompletableFuture<Long> look(int partition) {
        TopicPartition place = new TopicPartition(topic, partition);
        return admin.listOffsets(Map.of(place, OffsetSpec.latest()))
                .partitionResult(place)
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(found -> found.offset());
    }

    /** One partition's question: the one under way, and the one after it that those who came meanwhile wait for. */
    private final class Asked {
        private final int partition;
        private CompletableFuture<Long> underWay = CompletableFuture.completedFuture(0L);
        private boolean anotherWanted;
        private CompletableFuture<Long> another = new CompletableFuture<>();

        Asked(int partition) {
            this.partition = partition;
        }

        /** A question already under way may have been answered by the broker before this one was asked, so it cannot be shared. */
        synchronized CompletableFuture<Long> ask() {
            if (underWay.isDone()) {
                begin(new CompletableFuture<>());
                return underWay;
            }
            anotherWanted = true;
            return another;
        }

        private void begin(CompletableFuture<Long> answer) {
            underWay = answer;
            var unused = look(partition).whenComplete((end, failure) -> {
                goOn();
                if (failure == null) {
                    answer.complete(end);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        }

        private synchronized void goOn() {
            if (anotherWanted) {
                CompletableFuture<Long> waited = another;
                another = new CompletableFuture<>();
                anotherWanted = false;
                begin(waited);
            }
        }
    }
}
