package io.restante.query;

import io.restante.contract.Position;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one partition's inputs have been applied. Written by its one processing thread, read by many.
 *
 * <p>Not every offset has a record: a transaction's markers have offsets too. So when an input that is waited for stands still, progress that was written down,
 * which steps over such offsets, is asked for; now and then, for it is a question to the brokers, and beside the work, which does not wait for the answer.
 */
final class AppliedPartition {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedPartition.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Supplier<Map<String, Long>> writtenDown;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    /** Inputs that have not been applied up to where they ended at the start, each with its last offset then. */
    private final Map<String, Long> behind = new ConcurrentHashMap<>();

    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Map<String, Long> seen;

    AppliedPartition(Map<String, Long> ends, Map<String, Long> committed, Supplier<Map<String, Long>> writtenDown) {
        this.writtenDown = writtenDown;
        committed.forEach((topic, offset) -> positions.put(topic, offset - 1));
        this.seen = Map.copyOf(positions);
        ends.forEach((topic, end) -> {
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

    private void lookNowAndThen(Set<String> topics) {
        long last = lookedAt.get();
        long now = System.nanoTime();
        if (now - last > LOOK_AGAIN.toNanos() && lookedAt.compareAndSet(last, now)) {
            Map<String, Long> before = seen;
            seen = Map.copyOf(positions);
            if (topics.stream().anyMatch(topic -> position(topic) == before.getOrDefault(topic, -1L))
                    && asking.compareAndSet(false, true)) {
                Thread.ofVirtual().name("applied-positions").start(this::ask);
            }
        }
    }

    private void ask() {
        try {
            writtenDown.get().forEach((topic, offset) -> {
                positions.merge(topic, offset - 1, Math::max);
                arrived(topic, offset - 1);
            });
        } catch (RuntimeException e) {
            LOG.debug("What progress was written down is not known now; it is asked for again", e);
        } finally {
            asking.set(false);
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
