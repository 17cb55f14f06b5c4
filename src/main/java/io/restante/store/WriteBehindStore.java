package io.restante.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Keeps what was written since the last commit in memory and writes it to the store beneath, and so to its changelog, when the task commits: each key
 * once, with its last value, in the order of a {@link WriteOrder}. A key that came and went between two commits is not written at all.
 *
 * <p>Written by one thread, read by many: a reader sees each key's last write.
 *
 * <p>Extends a class of Kafka Streams that is not public API, because a task flushes the caches of its stores before it writes down its progress, and only
 * stores of that class are asked to.
 */
@NullUnmarked
public final class WriteBehindStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
        implements KeyValueStore<Bytes, byte[]> {
    /** What one entry costs beside its key and value, roughly. */
    private static final int OVERHEAD = 100;

    private final NavigableMap<Bytes, Write> writes = new ConcurrentSkipListMap<>();
    private final WriteOrder order;
    private final long limitBytes;
    private long bytes;

    /** A key's last write; no value is a deletion. An unstored key is one the store beneath does not have. */
    record Write(Optional<byte[]> value, boolean unstored) {}

    /** @param limitBytes that may wait in memory; beyond it, everything is written at the end of a step */
    public WriteBehindStore(KeyValueStore<Bytes, byte[]> beneath, WriteOrder order, long limitBytes) {
        super(beneath);
        this.order = order;
        this.limitBytes = limitBytes;
    }

    @Override
    public byte[] get(Bytes key) {
        Write write = writes.get(key);
        return write == null ? wrapped().get(key) : write.value().orElse(null);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        if (value == null) {
            delete(key);
            return;
        }
        Write before = writes.get(key);
        boolean unstored = before == null ? isUnstored(key) : before.unstored();
        writes.put(key, new Write(Optional.of(value), unstored));
        count(key, value.length);
    }

    /** The witness must have been put before. Only for itself is it looked for beneath, where a key that is not there costs little. */
    private boolean isUnstored(Bytes key) {
        Optional<Bytes> witness = order.witness(key);
        if (witness.isEmpty()) {
            return false;
        }
        Write write = writes.get(witness.get());
        return write == null ? witness.get().equals(key) && wrapped().get(key) == null : write.unstored();
    }

    /** Unlike other stores, does not return what was there: nobody here asks, and looking costs. */
    @Override
    public byte[] delete(Bytes key) {
        Write before = writes.get(key);
        if (before != null && before.unstored()) {
            writes.remove(key);
        } else {
            writes.put(key, new Write(Optional.empty(), false));
            count(key, 0);
        }
        return null;
    }

    private void count(Bytes key, int valueBytes) {
        bytes += key.get().length + valueBytes + OVERHEAD;
        if (bytes > limitBytes && order.endsStep(key)) {
            flushCache();
        }
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] present = get(key);
        if (present == null) {
            put(key, value);
        }
        return present;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    /** Everything waiting is written beneath. A reader meanwhile finds each key in one place or in both. */
    @Override
    public void flushCache() {
        List<List<Bytes>> ranked = new ArrayList<>();
        for (int rank = 0; rank < order.ranks(); rank++) {
            ranked.add(new ArrayList<>());
        }
        writes.forEach((key, write) ->
                ranked.get(order.rank(key, write.value().isEmpty())).add(key));
        ranked.forEach(keys ->
                keys.forEach(key -> wrapped().put(key, writes.get(key).value().orElse(null))));
        writes.clear();
        bytes = 0;
        super.flushCache();
    }

    @Override
    public void clearCache() {
        writes.clear();
        bytes = 0;
        super.clearCache();
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        flushCache();
        super.commit(offsets);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        Iterator<Map.Entry<Bytes, Write>> waiting = copied(between(from, to));
        return new Merged(waiting, wrapped().range(from, to), false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        Iterator<Map.Entry<Bytes, Write>> waiting = copied(between(from, to).descendingMap());
        return new Merged(waiting, wrapped().reverseRange(from, to), true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        Iterator<Map.Entry<Bytes, Write>> waiting = copied(writes);
        return new Merged(waiting, wrapped().all(), false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        Iterator<Map.Entry<Bytes, Write>> waiting = copied(writes.descendingMap());
        return new Merged(waiting, wrapped().reverseAll(), true);
    }

    /**
     * What waits now. It is copied before the store beneath is looked at: what another thread writes beneath meanwhile is then seen there, and nothing is in neither place.
     */
    private static Iterator<Map.Entry<Bytes, Write>> copied(NavigableMap<Bytes, Write> waiting) {
        return new ArrayList<>(waiting.entrySet()).iterator();
    }

    private NavigableMap<Bytes, Write> between(Bytes from, Bytes to) {
        NavigableMap<Bytes, Write> tail = from == null ? writes : writes.tailMap(from, true);
        return to == null ? tail : tail.headMap(to, true);
    }

    /** A guess: what waits may be there already. */
    @Override
    public long approximateNumEntries() {
        return wrapped().approximateNumEntries() + writes.size();
    }
}
