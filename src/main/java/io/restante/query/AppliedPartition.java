package io.restante.query;

import io.restante.contract.Position;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * How far one partition's inputs have been applied. Written by its one processing thread, read by many.
 *
 * <p>Not every offset has a record: a transaction's markers have offsets too. So when an input that is waited for stands still, progress that was written down,
 * which steps over such offsets, is asked for; now and then, for it is a question to the brokers, and beside the work, which does not wait for the answer.
 */
final class AppliedPartition {
    /** With more records before it than this, what comes now waits for them longer than it would wait for a commit. */
    private static final long CROWD = 1_000;

    private final NowAndThen writtenDown;
    private final NowAndThen ends;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    /** Inputs that have not been applied up to where they ended at the start, each with its last offset then. */
    private final Map<String, Long> behind = new ConcurrentHashMap<>();

    private volatile Map<String, Long> seen;

    /** Of each input, where it ended when that was last asked. */
    private volatile Map<String, Long> lastEnds;

    /**
     * A partition at its start.
     *
     * @param ends tells where the inputs end
     * @param writtenDown tells from where the application would go on
     */
    AppliedPartition(Supplier<Map<String, Long>> ends, Supplier<Map<String, Long>> writtenDown) {
        this.writtenDown = new NowAndThen(writtenDown, this::stepOver);
        this.ends = new NowAndThen(ends, now -> lastEnds = now);
        writtenDown.get().forEach((topic, offset) -> positions.put(topic, offset - 1));
        this.seen = Map.copyOf(positions);
        this.lastEnds = ends.get();
        lastEnds.forEach((topic, end) -> {
            if (position(topic) < end - 1) {
                behind.put(topic, end - 1);
            }
        });
    }

    void applied(String topic, long offset) {
        positions.put(topic, offset);
        arrived(topic, offset);
    }

    private void arrived(String topic, long offset) {
        Long last = behind.get(topic);
        if (last != null && offset >= last) {
            behind.remove(topic);
        }
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
        boolean reached = position(topic) >= offset;
        if (!reached) {
            lookNowAndThen(Set.of(topic));
        }
        return reached;
    }

    boolean caughtUp() {
        if (!behind.isEmpty()) {
            lookNowAndThen(behind.keySet());
        }
        return behind.isEmpty();
    }

    /** Whether what comes now is applied at once: it has caught up, and few records lie before it. */
    boolean waitedFor() {
        if (!caughtUp()) {
            return false;
        }
        if (ends.due()) {
            ends.ask();
        }
        return left() <= CROWD;
    }

    private long left() {
        long left = 0;
        for (Map.Entry<String, Long> end : lastEnds.entrySet()) {
            left += Math.max(0, end.getValue() - 1 - position(end.getKey()));
        }
        return left;
    }

    private void lookNowAndThen(Set<String> topics) {
        if (writtenDown.due()) {
            Map<String, Long> before = seen;
            seen = Map.copyOf(positions);
            if (topics.stream().anyMatch(topic -> position(topic) == before.getOrDefault(topic, -1L))) {
                writtenDown.ask();
            }
        }
    }

    private void stepOver(Map<String, Long> committed) {
        committed.forEach((topic, offset) -> {
            positions.merge(topic, offset - 1, Math::max);
            arrived(topic, offset - 1);
        });
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
