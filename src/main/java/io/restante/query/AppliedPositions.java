package io.restante.query;

import io.restante.contract.Position;
import io.restante.contract.Progress;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How far this instance has applied each partition's inputs. The topology tells it; readers wait on it for their own writes.
 *
 * <p>A partition that starts has caught up when every input has been applied up to where it ended at the start.
 */
public final class AppliedPositions implements Progress {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** A wait for a record's turn is short; after this long, perhaps no record has the offset that is waited for. */
    private static final Duration DOUBT = Duration.ofMillis(200);

    private final InputEnds log;
    private final Map<Integer, AppliedPartition> partitions = new ConcurrentHashMap<>();
    private final Set<String> inputs;

    /** Of the delivery application. */
    public AppliedPositions(InputEnds log) {
        this(log, Topics.OF_DELIVERY);
    }

    /** @param topics of the application; those that are inputs count */
    public AppliedPositions(InputEnds log, List<Topic<?, ?>> topics) {
        this.log = log;
        this.inputs = topics.stream().filter(Topic::input).map(Topic::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void started(int partition) {
        partitions.put(
                partition,
                new AppliedPartition(() -> log.ends(inputs, partition), () -> log.committed(inputs, partition)));
    }

    @Override
    public void applied(String topic, int partition, long offset) {
        AppliedPartition seen = partitions.get(partition);
        if (seen != null) {
            seen.applied(topic, offset);
        }
    }

    @Override
    public boolean reached(String topic, int partition, long offset) {
        AppliedPartition seen = partitions.get(partition);
        return seen != null && seen.reached(topic, offset);
    }

    @Override
    public boolean caughtUp(int partition) {
        AppliedPartition seen = partitions.get(partition);
        return seen != null && seen.caughtUp();
    }

    @Override
    public boolean waitedFor(int partition) {
        AppliedPartition seen = partitions.get(partition);
        return seen != null && seen.waitedFor();
    }

    @Override
    public void stopped(int partition) {
        AppliedPartition seen = partitions.remove(partition);
        if (seen != null) {
            seen.stop();
        }
    }

    /** How far each input of the partition has been applied. */
    public List<Position> positions(int partition) {
        AppliedPartition seen = partitions.get(partition);
        return seen == null
                ? List.of()
                : inputs.stream()
                        .sorted()
                        .map(topic -> new Position(topic, partition, seen.position(topic)))
                        .filter(position -> position.offset() >= 0)
                        .toList();
    }

    /** The offset up to which one input of the partition has been applied; -1 when nothing of it was. */
    public long position(String topic, int partition) {
        AppliedPartition seen = partitions.get(partition);
        return seen == null ? -1 : seen.position(topic);
    }

    /** Whether this instance works on the partition. */
    public boolean holds(int partition) {
        return partitions.containsKey(partition);
    }

    /** Partitions this instance works on. */
    public Set<Integer> held() {
        return Set.copyOf(partitions.keySet());
    }

    /** Partitions this instance works on, and whether each has caught up. */
    public Map<Integer, Boolean> partitions() {
        Map<Integer, Boolean> held = new TreeMap<>();
        partitions.forEach((partition, seen) -> held.put(partition, seen.caughtUp()));
        return held;
    }

    /**
     * Returns once the position has been applied.
     *
     * @throws UnavailableException when it is not within the time, or this instance does not work on the partition
     */
    public void await(Position position, Duration atMost) {
        AppliedPartition seen = partitions.get(position.partition());
        if (seen == null) {
            throw new UnavailableException(
                    "This instance does not hold partition " + position.partition() + " now.", RETRY_AFTER);
        }
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!seen.reached(position.topic(), position.offset())) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw behind(position);
            }
            awaitOnce(seen, position, Math.min(left, DOUBT.toNanos()));
        }
    }

    private static void awaitOnce(AppliedPartition seen, Position position, long nanos) {
        try {
            seen.told(position).get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The caller looks again whether it was reached without a record of its own.
            return;
        } catch (ExecutionException | CancellationException e) {
            throw behind(position);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw behind(position);
        }
    }

    private static UnavailableException behind(Position position) {
        return new UnavailableException("Position " + position + " has not been applied yet.", RETRY_AFTER);
    }
}
