package io.restante.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * A store in memory that remembers every write since the last commit, so that a crash can keep any first part of them, as a changelog
 * does that was not flushed to its end.
 */
@NullUnmarked
public final class JournaledStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private TreeMap<Bytes, byte[]> committed = new TreeMap<>();
    private final List<KeyValue<Bytes, byte[]>> journal = new ArrayList<>();
    private final Map<TopicPartition, Long> offsets = new HashMap<>();

    public JournaledStore(String name) {
        this.name = name;
    }

    /** What was written so far survives every crash from now on. */
    public void commit() {
        committed = new TreeMap<>(entries);
        journal.clear();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogs) {
        offsets.putAll(changelogs);
    }

    @Override
    public Long committedOffset(TopicPartition partition) {
        return offsets.get(partition);
    }

    /** Writes since the last commit. */
    public int uncommitted() {
        return journal.size();
    }

    /** The writes since the last commit, in order, as {@code key=value} texts. */
    List<String> written() {
        return journal.stream()
                .map(write -> new String(write.key.get(), StandardCharsets.UTF_8) + "="
                        + (write.value == null ? "null" : new String(write.value, StandardCharsets.UTF_8)))
                .toList();
    }

    /** Only the first writes since the last commit are left. */
    public void crash(int surviving) {
        entries = new TreeMap<>(committed);
        journal.subList(surviving, journal.size()).clear();
        journal.forEach(write -> apply(write.key, write.value));
    }

    private void apply(Bytes key, byte[] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public void put(Bytes key, byte[] value) {
        journal.add(KeyValue.pair(key, value));
        apply(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(each -> put(each.key, each.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        byte[] before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte[] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return over(entries.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return over(entries.subMap(from, true, to, true).descendingMap());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return over(entries);
    }

    private static KeyValueIterator<Bytes, byte[]> over(Map<Bytes, byte[]> range) {
        Iterator<Map.Entry<Bytes, byte[]>> each = range.entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {}

            @Override
            public Bytes peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean hasNext() {
                return each.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                Map.Entry<Bytes, byte[]> next = each.next();
                return KeyValue.pair(next.getKey(), next.getValue());
            }
        };
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    @SuppressWarnings("deprecation")
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
