package io.restante.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Runs from the first record a streams application processes: how long it took to start is not measured. */
final class Stopwatch {
    private final String applicationId;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicLong startedAt = new AtomicLong();
    private final AtomicLong cpuBefore = new AtomicLong();

    Stopwatch(String applicationId) {
        this.applicationId = applicationId;
    }

    /** A record was processed; only the first counts. */
    void record() {
        if (!running.get() && running.compareAndSet(false, true)) {
            cpuBefore.set(cpu());
            startedAt.set(System.nanoTime());
        }
    }

    Effort stop() {
        if (!running.get()) {
            throw new BenchException(applicationId + " has processed nothing");
        }
        return new Effort(
                Duration.ofNanos(System.nanoTime() - startedAt.get()), Duration.ofNanos(cpu() - cpuBefore.get()));
    }

    /** What the processing threads have used of the processors, in nanoseconds. */
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

    /**
     * What it took.
     *
     * @param wall time that went by
     * @param cpu time the processing threads were at work; others, such as the stores' and the producer's, are not counted
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
