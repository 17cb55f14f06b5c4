package io.restante.replay;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a shadow reads, and how far it has read. What lies beyond the ends is not there for it, so it can never apply a record of one input because it has not heard yet that
 * an earlier one of another is there.
 */
public final class Ends {
    private volatile Map<TopicPartition, Long> ends;
    private final Set<TopicPartition> reached = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> given = new ConcurrentHashMap<>();

    /** @param ends of each input's partition, the first offset that is not read */
    public Ends(Map<TopicPartition, Long> ends) {
        this.ends = Map.copyOf(ends);
    }

    /** It may read as far as this now; never less far than before. */
    public void raise(Map<TopicPartition, Long> further) {
        ends = Map.copyOf(further);
    }

    public Map<TopicPartition, Long> all() {
        return ends;
    }

    long of(TopicPartition place) {
        return ends.getOrDefault(place, Long.MAX_VALUE);
    }

    /** Of each partition, the last offset that was given to the topology. */
    void given(TopicPartition place, long offset) {
        given.put(place, offset);
    }

    /** The partition has been read up to here. */
    void at(TopicPartition place, long position) {
        if (position >= of(place)) {
            reached.add(place);
        } else {
            reached.remove(place);
        }
    }

    /** Whether everything before the ends has been read and applied. */
    boolean applied(ShadowProgress progress) {
        return ends.keySet().stream()
                .allMatch(place -> reached.contains(place)
                        && progress.reached(place.topic(), place.partition(), given.getOrDefault(place, -1L)));
    }
}
