package io.restante.contract;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * A topic as a value: its name, how keys and values are written, and how the log keeps it.
 *
 * @param room the room that owns it
 * @param purpose one sentence for the generated table of topics
 * @param writer who writes to it
 * @param input whether the topology reads it: inputs carry the log's append time and share one partition count
 * @param cleanup how the log forgets
 * @param retention how long the log keeps records; absent, for ever
 */
public record Topic<K, V>(
        String name,
        Codec<K> keys,
        Codec<V> values,
        String room,
        String purpose,
        String writer,
        boolean input,
        Cleanup cleanup,
        Optional<Duration> retention) {
    /** A record of an input at most: a payload of 1 MiB and what is around it. */
    private static final int INPUT_BYTES = 2 << 20;

    /** A record of any other topic at most: several inputs must fit into one, or the topology could not go on. */
    private static final int OUTPUT_BYTES = 16 << 20;

    /** How the log forgets. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** The topic-level configuration the broker must hold. */
    public Map<String, String> configuration() {
        var configuration = new java.util.TreeMap<String, String>();
        configuration.put("cleanup.policy", cleanup == Cleanup.DELETE ? "delete" : "compact");
        configuration.put("max.message.bytes", String.valueOf(input ? INPUT_BYTES : OUTPUT_BYTES));
        configuration.put("message.timestamp.type", input ? "LogAppendTime" : "CreateTime");
        if (cleanup == Cleanup.DELETE) {
            configuration.put(
                    "retention.ms",
                    retention.map(Duration::toMillis).orElse(-1L).toString());
        }
        return configuration;
    }

    /** The same topic, for who reads more in its values, or less. */
    public <W> Topic<K, W> withValues(Codec<W> other) {
        return new Topic<>(name, keys, other, room, purpose, writer, input, cleanup, retention);
    }

    /** What a shadow writes in place of this topic: the same records, which nobody reads back. */
    public Topic<K, V> shadow(String prefix) {
        return new Topic<>(prefix + name, keys, values, room, purpose, "a shadow", false, cleanup, retention);
    }

    /** The partition of a key, as every producer must choose it. */
    public int partition(K key, int partitions) {
        return Utils.toPositive(Utils.murmur2(keys.place(key))) % partitions;
    }

    @Override
    public String toString() {
        return name;
    }
}
