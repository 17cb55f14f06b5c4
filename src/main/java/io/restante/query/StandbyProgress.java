package io.restante.query;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How old the standby copies of this instance are. Whoever holds a partition writes its store's changes to the changelog before it writes down how far it has read the
 * inputs. So a copy that has come as far as the changelog reached, at a time when all of the inputs up to some earlier time had been written down as read, has everything from before
 * that earlier time.
 */
public final class StandbyProgress {
    /** Looks that are remembered while a copy lags behind. */
    private static final int LOOKS = 600;

    private final InputEnds log;
    private final Set<String> inputs;
    private final Map<Integer, Copy> copies = new ConcurrentHashMap<>();

    public StandbyProgress(InputEnds log, Set<String> inputs) {
        this.log = log;
        this.inputs = Set.copyOf(inputs);
    }

    /**
     * How far a copy has come.
     *
     * @param at the offset of the changelog up to which it has read, least of its stores' first
     * @param lag records of the changelog that it has not read
     */
    public record Lag(long at, long lag) {}

    /** What was seen of the inputs at some time. */
    private static final class Look {
        private final long time;
        private final Map<String, Long> ends;
        private boolean read;

        /** Of each store, where its changelog ended when the inputs had been read; empty until then. */
        private Map<String, Long> changelogs = Map.of();

        Look(long time, Map<String, Long> ends) {
            this.time = time;
            this.ends = ends;
        }
    }

    private static final class Copy {
        private final Deque<Look> looks = new ArrayDeque<>();
        private volatile OptionalLong fresh = OptionalLong.empty();
    }

    /**
     * Looks how far the copies have come.
     *
     * @param now on a clock that never goes back
     * @param lags by partition and store; asked for after the inputs
     */
    public void look(long now, Set<Integer> partitions, Supplier<Map<Integer, Map<String, Lag>>> lags) {
        copies.keySet().retainAll(partitions);
        Map<Integer, Map<String, Long>> committed = new TreeMap<>();
        for (int partition : partitions) {
            committed.put(partition, log.committed(inputs, partition));
            Copy copy = copies.computeIfAbsent(partition, each -> new Copy());
            if (copy.looks.size() < LOOKS) {
                copy.looks.addLast(new Look(now, log.ends(inputs, partition)));
            }
        }
        Map<Integer, Map<String, Lag>> here = lags.get();
        committed.forEach((partition, read) -> {
            Map<String, Lag> stores = here.getOrDefault(partition, Map.of());
            Copy copy = copies.get(partition);
            if (copy != null && !stores.isEmpty()) {
                advance(copy, read, stores);
            }
        });
    }

    private static void advance(Copy copy, Map<String, Long> read, Map<String, Lag> stores) {
        for (Look look : copy.looks) {
            if (!look.read
                    && look.ends.entrySet().stream()
                            .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
                look.read = true;
                Map<String, Long> ends = new TreeMap<>();
                stores.forEach((store, lag) -> ends.put(store, lag.at() + lag.lag()));
                look.changelogs = ends;
            }
        }
        while (!copy.looks.isEmpty() && reached(copy.looks.getFirst(), stores)) {
            copy.fresh = OptionalLong.of(copy.looks.removeFirst().time);
        }
    }

    private static boolean reached(Look look, Map<String, Lag> stores) {
        return look.read
                && look.changelogs.entrySet().stream().allMatch(end -> {
                    Lag lag = stores.get(end.getKey());
                    return lag != null && lag.at() >= end.getValue();
                });
    }

    /** Partitions of which there is a copy here. */
    public Set<Integer> held() {
        return Set.copyOf(copies.keySet());
    }

    /** @throws UnavailableException when there is no copy here, or it is not known how old it is */
    Duration age(int partition, long now) {
        Copy copy = copies.get(partition);
        if (copy == null || copy.fresh.isEmpty()) {
            throw new UnavailableException("There is no standby copy here whose age is known.", Duration.ofSeconds(1));
        }
        return Duration.ofNanos(Math.max(0, now - copy.fresh.getAsLong()));
    }
}
