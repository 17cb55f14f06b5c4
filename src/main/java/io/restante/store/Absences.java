package io.restante.store;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of most keys that are seldom there that a store does not have them, so that nobody looks: once those that are there have been read, which happens beside the
 * work. Until then it knows nothing. When it has no more room, it reads them anew, and what was deleted meanwhile is forgotten.
 */
final class Absences {
    private static final Logger LOG = LoggerFactory.getLogger(Absences.class);

    /** A filter takes ten bits for each: 1.25 MB at least, 20 MB at most. */
    private static final int LEAST_KEYS = 1_000_000;

    private static final int MOST_KEYS = 16_000_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final SeldomThere keys;
    private final Executor reader;
    private final int leastKeys;
    private volatile @Nullable KeyFilter complete;
    private volatile @Nullable KeyFilter filling;

    /** @param reader where the store is read */
    Absences(KeyValueStore<Bytes, byte[]> store, SeldomThere keys, Executor reader) {
        this(store, keys, reader, LEAST_KEYS);
    }

    /** @param leastKeys that a filter has room for */
    Absences(KeyValueStore<Bytes, byte[]> store, SeldomThere keys, Executor reader, int leastKeys) {
        this.store = store;
        this.keys = keys;
        this.reader = reader;
        this.leastKeys = leastKeys;
    }

    /** A thread for all stores of the process: one after the other is read. */
    static Executor beside() {
        return Reader.ONE;
    }

    private static final class Reader {
        private static final Executor ONE = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("absent-keys").daemon().factory());
    }

    /** Forgets what it knew: others may have written to the store. For the thread that writes, before it does. */
    synchronized void beginAnew() {
        complete = null;
        begin();
    }

    private void begin() {
        KeyFilter filter = new KeyFilter(Math.clamp(2 * store.approximateNumEntries(), leastKeys, MOST_KEYS));
        filling = filter;
        reader.execute(() -> read(filter));
    }

    /** The store is being closed. */
    synchronized void end() {
        complete = null;
        filling = null;
    }

    /** The key is about to be put into the store. What is being filled is looked at first: it becomes the complete one before it is no longer being filled. */
    void put(Bytes key) {
        if (keys.has(key)) {
            KeyFilter next = filling;
            KeyFilter now = complete;
            if (next != null) {
                next.add(key);
            }
            if (now != null && now != next) {
                now.add(key);
            }
        }
    }

    /** All keys that were put are in the store: whoever reads it now and hears of every later put misses none. */
    synchronized void written() {
        if (complete != null && complete.full() && filling == null) {
            begin();
        }
    }

    /** Whether the store certainly does not have the key. */
    boolean lacks(Bytes key) {
        KeyFilter filter = complete;
        return filter != null && keys.has(key) && !filter.mayHave(key);
    }

    private void read(KeyFilter filter) {
        try {
            SeldomThere.Range all = keys.all();
            Bytes next = WriteBehindStore.first(store, all.first(), all.last());
            while (next != null && filling == filter) {
                SeldomThere.Range some = keys.beside(next);
                try (KeyValueIterator<Bytes, byte[]> each = store.range(some.first(), some.last())) {
                    while (each.hasNext() && filling == filter) {
                        filter.add(each.next().key);
                    }
                }
                next = WriteBehindStore.first(store, keys.behind(next), all.last());
            }
            finish(filter);
        } catch (InvalidStateStoreException e) {
            LOG.debug("The store {} was closed while its keys were read", store.name(), e);
        }
    }

    private synchronized void finish(KeyFilter filter) {
        if (filling == filter) {
            complete = filter;
            filling = null;
        }
    }
}
