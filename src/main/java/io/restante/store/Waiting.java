package io.restante.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What waits to be written: found by its key, and in order within its group. Written by one thread, read by many. */
final class Waiting {
    /** The order of RocksDB, which is that of {@link Bytes}, found sooner. */
    static final Comparator<Bytes> IN_ORDER = (one, other) -> Arrays.compareUnsigned(one.get(), other.get());

    private final WriteOrder order;
    private final Map<Bytes, Write<?>> writes = new ConcurrentHashMap<>();
    private final Map<Bytes, Group> groups = new ConcurrentHashMap<>();
    private long bytes;

    /** The keys of a group that wait, and how many of them are no deletions. */
    private static final class Group {
        private final NavigableSet<Bytes> keys = new ConcurrentSkipListSet<>(IN_ORDER);

        private int present;
    }

    Waiting(WriteOrder order) {
        this.order = order;
    }

    @Nullable
    Write<?> get(Bytes key) {
        return writes.get(key);
    }

    void put(Bytes key, Write<?> write) {
        Write<?> before = writes.put(key, write);
        bytes += write.size() - (before == null ? 0 : before.size());
        Bytes name = order.group(key);
        if (name != null) {
            Group group = groups.computeIfAbsent(name, each -> new Group());
            group.present += present(write) - present(before);
            if (before == null) {
                group.keys.add(key);
            }
        }
    }

    void remove(Bytes key) {
        Write<?> before = writes.remove(key);
        if (before == null) {
            return;
        }
        bytes -= before.size();
        Bytes name = order.group(key);
        Group group = name == null ? null : groups.get(name);
        if (name != null && group != null) {
            group.present -= present(before);
            group.keys.remove(key);
            if (group.keys.isEmpty()) {
                groups.remove(name);
            }
        }
    }

    private static int present(@Nullable Write<?> write) {
        return write == null || write.deletes() ? 0 : 1;
    }

    /** How many keys of the group wait with a value. For the thread that writes. */
    int present(Bytes name) {
        Group group = groups.get(name);
        return group == null ? 0 : group.present;
    }

    void clear() {
        writes.clear();
        groups.clear();
        bytes = 0;
    }

    long bytes() {
        return bytes;
    }

    int size() {
        return writes.size();
    }

    void forEach(BiConsumer<Bytes, Write<?>> each) {
        writes.forEach(each);
    }

    /** Keys between two, both included; null is before the first and after the last. They are followed as they change. */
    private NavigableSet<Bytes> between(@Nullable Bytes from, @Nullable Bytes to) {
        Bytes group = from == null || to == null ? null : order.group(from);
        if (from == null || to == null || group == null || !group.equals(order.group(to))) {
            NavigableSet<Bytes> some = new TreeSet<>(IN_ORDER);
            for (Bytes key : writes.keySet()) {
                if ((from == null || IN_ORDER.compare(key, from) >= 0)
                        && (to == null || IN_ORDER.compare(key, to) <= 0)) {
                    some.add(key);
                }
            }
            return some;
        }
        Group together = groups.get(group);
        return together == null || from.compareTo(to) > 0
                ? Collections.emptyNavigableSet()
                : together.keys.subSet(from, true, to, true);
    }

    /** The writes between two keys, for the thread that writes. */
    Iterator<Map.Entry<Bytes, Write<?>>> iterate(@Nullable Bytes from, @Nullable Bytes to, boolean backwards) {
        NavigableSet<Bytes> keys = between(from, to);
        return (backwards ? keys.descendingSet() : keys)
                .stream().mapMulti(this::entry).iterator();
    }

    /** The writes between two keys as they are now. */
    Iterator<Map.Entry<Bytes, Write<?>>> copy(@Nullable Bytes from, @Nullable Bytes to, boolean backwards) {
        List<Map.Entry<Bytes, Write<?>>> now = new ArrayList<>();
        iterate(from, to, backwards).forEachRemaining(now::add);
        return now.iterator();
    }

    private void entry(Bytes key, Consumer<Map.Entry<Bytes, Write<?>>> found) {
        Write<?> write = writes.get(key);
        if (write != null) {
            found.accept(Map.entry(key, write));
        }
    }
}
