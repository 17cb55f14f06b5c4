package io.restante.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * A streams application that can be halted while its input is written. Work counts as done when its position is committed: then everything it
 * gave rise to, changelogs included, is on the log.
 */
final class RunningStreams implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final String applicationId;
    private final Admin admin;
    private final KafkaStreams streams;

    RunningStreams(Topology topology, StreamsConfig config, Admin admin) {
        this.applicationId = Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
        this.admin = admin;
        this.streams = new KafkaStreams(topology, config);
        streams.start();
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() > deadline) {
                streams.close();
                throw new BenchException(applicationId + " does not run after " + START_PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Nothing is processed from now on. */
    void halt() {
        streams.pause();
    }

    /** Processes up to the ends, and is halted again. */
    Effort process(Map<TopicPartition, Long> ends) {
        long cpuBefore = cpu();
        long start = System.nanoTime();
        streams.resume();
        awaitCommitted(ends);
        Effort effort = new Effort(Duration.ofNanos(System.nanoTime() - start), Duration.ofNanos(cpu() - cpuBefore));
        streams.pause();
        return effort;
    }

    void awaitCommitted(Map<TopicPartition, Long> ends) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!committed(ends)) {
            if (System.nanoTime() > deadline) {
                throw new BenchException(
                        applicationId + " has not come to its inputs' ends after " + PATIENCE.toMinutes() + " minutes");
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

    /** What its processing threads have used of the processors, in nanoseconds. */
    private long cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(applicationId + "-")
                        && thread.getThreadName().matches(".*-StreamThread-\\d+"))
                .mapToLong(ThreadInfo::getThreadId)
                .map(threads::getThreadCpuTime)
                .sum();
    }

    @Override
    public void close() {
        streams.close(START_PATIENCE);
    }

    /**
     * What it took.
     *
     * @param wall time that went by
     * @param cpu time the processing threads were at work; others, such as the store's and the producer's, are not counted
     */
    record Effort(Duration wall, Duration cpu) {
        double perSecond(long records) {
            return records * 1e9 / wall.toNanos();
        }

        double cpuMicrosEach(long records) {
            return cpu.toNanos() / 1e3 / records;
        }
    }
}
