package io.restante.replay;

import io.restante.contract.Progress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a shadow has come. It has always caught up: it runs exactly once, so its stores never know less than was decided before. It goes no faster than it is told.
 */
public final class ShadowProgress implements Progress {
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, Map<Integer, AtomicLong>> positions = new ConcurrentHashMap<>();
    private final AtomicLong applied = new AtomicLong();
    private final long perSecond;
    private final long startedAt = System.nanoTime();

    /**
     * Begins.
     *
     * @param from of each input's partition, the offset of the first record that is read
     * @param perSecond records at most; 0, as fast as it can
     */
    public ShadowProgress(Map<TopicPartition, Long> from, long perSecond) {
        this.perSecond = perSecond;
        from.forEach(
                (place, offset) -> position(place.topic(), place.partition()).set(offset - 1));
    }

    private AtomicLong position(String topic, int partition) {
        return positions
                .computeIfAbsent(topic, each -> new ConcurrentHashMap<>())
                .computeIfAbsent(partition, each -> new AtomicLong(-1));
    }

    @Override
    public void started(int partition) {}

    @Override
    public void applied(String topic, int partition, long offset) {
        position(topic, partition).setRelease(offset);
        long count = applied.incrementAndGet();
        if (perSecond > 0) {
            long ahead = startedAt + count * SECOND / perSecond - System.nanoTime();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead);
            }
        }
    }

    @Override
    public boolean reached(String topic, int partition, long offset) {
        return position(topic, partition).getAcquire() >= offset;
    }

    @Override
    public boolean caughtUp(int partition) {
        return true;
    }

    /** Nobody waits for any single record of a shadow. */
    @Override
    public boolean waitedFor(int partition) {
        return false;
    }

    @Override
    public void stopped(int partition) {}

    /** Records applied since it began. */
    public long count() {
        return applied.get();
    }
}
