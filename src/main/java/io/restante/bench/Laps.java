package io.restante.bench;

import io.restante.contract.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Measures what the processing thread works between places in an input of one partition. Takes what was written beforehand for what has just
 * come, as {@link TimedProgress} does.
 */
final class Laps implements Progress {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Progress progress;
    private final String topic;
    private final NavigableMap<Long, Long> cpuAt = new ConcurrentSkipListMap<>();

    /** @param topic whose offsets are the places */
    Laps(Progress progress, String topic) {
        this.progress = progress;
        this.topic = topic;
    }

    /** A lap ends with the record at this offset; said before it is processed. */
    void border(long offset) {
        cpuAt.put(offset, -1L);
    }

    /** What the thread worked after the one border, up to the other. */
    Duration between(long from, long to) {
        return Duration.ofNanos(at(to) - at(from));
    }

    private long at(long border) {
        Long cpu = cpuAt.get(border);
        if (cpu == null || cpu < 0) {
            throw new BenchException("The record at offset " + border + " of " + topic + " was not processed");
        }
        return cpu;
    }

    @Override
    public void started(int partition) {
        progress.started(partition);
    }

    @Override
    public void applied(String appliedTopic, int partition, long offset) {
        progress.applied(appliedTopic, partition, offset);
        if (appliedTopic.equals(topic)) {
            cpuAt.computeIfPresent(offset, (border, before) -> before < 0 ? threads.getCurrentThreadCpuTime() : before);
        }
    }

    @Override
    public boolean reached(String ofTopic, int partition, long offset) {
        return progress.reached(ofTopic, partition, offset);
    }

    @Override
    public boolean caughtUp(int partition) {
        return true;
    }

    @Override
    public void stopped(int partition) {
        progress.stopped(partition);
    }
}
