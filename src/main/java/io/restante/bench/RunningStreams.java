package io.restante.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * A streams application at work. Work counts as done when its position is committed: then everything it gave rise to, changelogs included, is
 * on the log.
 */
final class RunningStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How long a record may take on the slowest machine. */
    private static final Duration OF_A_RECORD = Duration.ofMillis(1);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration LOOK_AT_STATE = Duration.ofSeconds(1);

    private final String applicationId;
    private final Admin admin;
    private final KafkaStreams streams;

    RunningStreams(Topology topology, StreamsConfig config, Admin admin) {
        this(config, admin, new KafkaStreams(topology, config));
    }

    private RunningStreams(StreamsConfig config, Admin admin, KafkaStreams streams) {
        this.applicationId = applicationId(config);
        this.admin = admin;
        this.streams = streams;
        streams.start();
    }

    /** With nothing of its stores on the disk. */
    static RunningStreams withoutDisk(
            Topology topology, StreamsConfig config, Admin admin, StateRestoreListener listener) {
        KafkaStreams streams = new KafkaStreams(topology, config);
        streams.cleanUp();
        streams.setGlobalStateRestoreListener(listener);
        return new RunningStreams(config, admin, streams);
    }

    /** Itself, once it runs, with all of its stores. */
    RunningStreams running() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() > deadline) {
                throw new BenchException(applicationId + " is " + streams.state() + ", not running");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return this;
    }

    String applicationId() {
        return applicationId;
    }

    static String applicationId(StreamsConfig config) {
        return Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    KafkaStreams kafkaStreams() {
        return streams;
    }

    /** Nothing is processed any more until it is resumed. */
    void pause() {
        streams.pause();
    }

    void resume() {
        streams.resume();
    }

    /** Returns when everything before the line has been processed and committed; while it is processed, nobody is asked how far it is. */
    void awaitCommitted(FinishLine line) {
        Duration patience = PATIENCE.plus(OF_A_RECORD.multipliedBy(line.records()));
        long began = System.nanoTime();
        while (!line.crossed(LOOK_AT_STATE)) {
            goOn(began, patience);
        }
        while (!committed(line.ends())) {
            goOn(began, patience);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private void goOn(long began, Duration patience) {
        if (streams.state() == KafkaStreams.State.ERROR || System.nanoTime() - began > patience.toNanos()) {
            throw new BenchException(applicationId + " is " + streams.state()
                    + " and has not come to its inputs' ends within " + patience.toMinutes() + " minutes");
        }
    }

    private boolean committed(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> committed = committed(admin, applicationId);
        return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** How far a streams application has come, as its group wrote it down. */
    static Map<TopicPartition, Long> committed(Admin admin, String applicationId) {
        try {
            return admin
                    .listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(position -> position.getValue() != null)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, position -> position.getValue().offset()));
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
