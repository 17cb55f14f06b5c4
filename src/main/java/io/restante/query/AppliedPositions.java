package io.restante.query;

import io.restante.contract.Position;
import io.restante.contract.Progress;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How far this instance has applied each partition's inputs. The topology tells it; readers wait on it for their own writes.
 *
 * <p>A partition that starts has caught up when every input has been applied up to where it ended at the start. Records may be missing
 * between (a transaction's markers have offsets too), so progress that was written down counts as well as progress that was seen.
 */
public final class AppliedPositions implements Progress {
    private static final Duration LONGEST_STALL = Duration.ofSeconds(1);

    private final InputEnds log;
    private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();
    private final Set<String> inputs =
            Topics.ALL.stream().filter(Topic::input).map(Topic::name).collect(Collectors.toUnmodifiableSet());

    public AppliedPositions(InputEnds log) {
        this.log = log;
    }

    @Override
    public void started(int partition) {
        Map<String, Long> committed = log.committed(inputs, partition);
        partitions.put(partition, new Partition(log.ends(inputs, partition), committed));
    }

    @Override
    public void applied(String topic, int partition, long offset) {
        Partition seen = partitions.get(partition);
        if (seen != null) {
            seen.applied(topic, offset);
        }
    }

    @Override
    public long position(String topic, int partition) {
        Partition seen = partitions.get(partition);
        return seen == null ? -1 : seen.position(topic);
    }

    @Override
    public boolean caughtUp(int partition) {
        Partition seen = partitions.get(partition);
        return seen != null && seen.caughtUp(() -> log.committed(inputs, partition));
    }

    @Override
    public void stopped(int partition) {
        Partition seen = partitions.remove(partition);
        if (seen != null) {
            seen.stop();
        }
    }

    /** How far each input of the partition has been applied. */
    public List<Position> positions(int partition) {
        List<Position> positions = new ArrayList<>();
        for (String topic : inputs.stream().sorted().toList()) {
            long offset = position(topic, partition);
            if (offset >= 0) {
                positions.add(new Position(topic, partition, offset));
            }
        }
        return positions;
    }

    /** Partitions this instance works on, and whether each has caught up. */
    public Map<Integer, Boolean> partitions() {
        return partitions.keySet().stream()
                .sorted()
                .collect(Collectors.toMap(each -> each, this::caughtUp, (a, b) -> b, java.util.TreeMap::new));
    }

    /**
     * Returns once the position has been applied.
     *
     * @throws UnavailableException when it is not within the time, or this instance does not work on the partition
     */
    public void await(Position position, Duration atMost) {
        Partition seen = partitions.get(position.partition());
        if (seen == null) {
            throw new UnavailableException(
                    "This instance does not hold partition " + position.partition() + " now.", LONGEST_STALL);
        }
        try {
            seen.reached(position).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw behind(position);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw behind(position);
        }
    }

    private static UnavailableException behind(Position position) {
        return new UnavailableException("Position " + position + " has not been applied yet.", LONGEST_STALL);
    }

    /** One partition's inputs. Written by its one processing thread, read by many. */
    private static final class Partition {
        private final Map<String, Long> ends;
        private final Map<String, Long> positions = new ConcurrentHashMap<>();
        private final Map<String, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting =
                new ConcurrentHashMap<>();
        private volatile boolean caughtUp;
        private long askedAt = System.nanoTime();

        Partition(Map<String, Long> ends, Map<String, Long> committed) {
            this.ends = ends;
            committed.forEach((topic, offset) -> positions.put(topic, offset - 1));
            caughtUp = reachedEnds();
        }

        void applied(String topic, long offset) {
            positions.put(topic, offset);
            ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiters = waiting.get(topic);
            if (waiters != null && !waiters.isEmpty()) {
                var reached = waiters.headMap(offset, true);
                reached.values().forEach(each -> each.complete(null));
                reached.clear();
            }
        }

        long position(String topic) {
            return positions.getOrDefault(topic, -1L);
        }

        /** Asks for what was written down only now and then, and only until the partition has caught up. */
        boolean caughtUp(java.util.function.Supplier<Map<String, Long>> committed) {
            if (caughtUp) {
                return true;
            }
            if (!reachedEnds() && System.nanoTime() - askedAt > LONGEST_STALL.toNanos()) {
                askedAt = System.nanoTime();
                committed.get().forEach((topic, offset) -> positions.merge(topic, offset - 1, Math::max));
            }
            caughtUp = reachedEnds();
            return caughtUp;
        }

        private boolean reachedEnds() {
            return ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue() - 1);
        }

        CompletableFuture<Void> reached(Position wanted) {
            CompletableFuture<Void> reached = waiting.computeIfAbsent(
                            wanted.topic(), topic -> new ConcurrentSkipListMap<>())
                    .computeIfAbsent(wanted.offset(), offset -> new CompletableFuture<>());
            // Applied while we were about to wait: nobody else would tell.
            if (position(wanted.topic()) >= wanted.offset()) {
                reached.complete(null);
            }
            return reached;
        }

        void stop() {
            waiting.values().forEach(waiters -> waiters.values()
                    .forEach(each -> each.completeExceptionally(
                            new UnavailableException("The partition moved.", LONGEST_STALL))));
        }
    }
}
