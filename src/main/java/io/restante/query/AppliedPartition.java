package io.restante.query;

import io.restante.contract.Position;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How far one partition's inputs have been applied. Written by its one processing thread, read by many.
 *
 * <p>Not every offset has a record: a transaction's markers have offsets too. So when a record that is waited for does not come, progress that was written
 * down, which steps over such offsets, is asked for; now and then, for it is a question to the brokers.
 */
final class AppliedPartition {
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);

    private final Map<String, Long> ends;
    private final Supplier<Map<String, Long>> writtenDown;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime());
    private volatile boolean caughtUp;

    AppliedPartition(Map<String, Long> ends, Map<String, Long> committed, Supplier<Map<String, Long>> writtenDown) {
        this.ends = Map.copyOf(ends);
        this.writtenDown = writtenDown;
        committed.forEach((topic, offset) -> positions.put(topic, offset - 1));
        caughtUp = reachedEnds();
    }

    void applied(String topic, long offset) {
        positions.put(topic, offset);
        NavigableMap<Long, CompletableFuture<Void>> waiters = waiting.get(topic);
        if (waiters != null && !waiters.isEmpty()) {
            NavigableMap<Long, CompletableFuture<Void>> reached = waiters.headMap(offset, true);
            reached.values().forEach(each -> each.complete(null));
            reached.clear();
        }
    }

    long position(String topic) {
        return positions.getOrDefault(topic, -1L);
    }

    boolean reached(String topic, long offset) {
        if (position(topic) < offset) {
            askNowAndThen();
        }
        return position(topic) >= offset;
    }

    boolean caughtUp() {
        if (!caughtUp) {
            if (!reachedEnds()) {
                askNowAndThen();
            }
            caughtUp = reachedEnds();
        }
        return caughtUp;
    }

    private boolean reachedEnds() {
        return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue() - 1);
    }

    private void askNowAndThen() {
        long last = askedAt.get();
        long now = System.nanoTime();
        if (now - last > ASK_AGAIN.toNanos() && askedAt.compareAndSet(last, now)) {
            writtenDown.get().forEach((topic, offset) -> positions.merge(topic, offset - 1, Math::max));
        }
    }

    /** Completes when a record at or after the position has been applied. */
    CompletableFuture<Void> told(Position wanted) {
        CompletableFuture<Void> told = waiting.computeIfAbsent(wanted.topic(), topic -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(wanted.offset(), offset -> new CompletableFuture<>());
        // Applied while we were about to wait: nobody else would tell.
        if (position(wanted.topic()) >= wanted.offset()) {
            told.complete(null);
        }
        return told;
    }

    void stop() {
        waiting.values().forEach(waiters -> waiters.values().forEach(each -> each.cancel(false)));
    }
}
