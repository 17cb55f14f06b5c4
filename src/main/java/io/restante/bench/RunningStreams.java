package io.restante.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A streams application at work. Work counts as done when its position is committed: then everything it gave rise to, changelogs included, is
 * on the log.
 */
final class RunningStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final String applicationId;
    private final Admin admin;
    private final KafkaStreams streams;

    RunningStreams(Topology topology, StreamsConfig config, Admin admin) {
        this.applicationId = Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
        this.admin = admin;
        this.streams = new KafkaStreams(topology, config);
        streams.start();
    }

    /** Itself, once it runs. */
    RunningStreams running() {
        long deadline = System.nanoTime() + CLOSE_PATIENCE.toNanos();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new BenchException(applicationId + " is " + streams.state() + ", not running");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return this;
    }

    /** Returns when everything before the ends has been processed. */
    void awaitCommitted(Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!committed(ends)) {
            if (streams.state() == KafkaStreams.State.ERROR || System.nanoTime() > deadline) {
                throw new BenchException(applicationId + " is " + streams.state()
                        + " and has not come to its inputs' ends within " + PATIENCE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean committed(Map<TopicPartition, Long> ends) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata position = committed.get(end.getKey());
                return position != null && position.offset() >= end.getValue();
            });
        } catch (ExecutionException e) {
            throw new BenchException("The broker does not say how far " + applicationId + " has come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    /** Leaves its group, so that the next one has the work at once. */
    @Override
    public void close() {
        boolean done =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!done) {
            throw new BenchException(
                    applicationId + " did not close within " + CLOSE_PATIENCE.toSeconds() + " seconds");
        }
    }
}
