package io.restante.store;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.NullUnmarked;

/** What waits in memory and what is stored beneath, in one order; what waits wins. */
@NullUnmarked
final class Merged<V> implements KeyValueIterator<Bytes, V> {
    private final Iterator<Map.Entry<Bytes, Write<?>>> waiting;
    private final KeyValueIterator<Bytes, byte[]> stored;
    private final Bytes last;
    private final boolean backwards;
    private final BiFunction<Bytes, Write<?>, V> ofWaiting;
    private final BiFunction<Bytes, byte[], V> ofStored;
    private Map.Entry<Bytes, Write<?>> nextWaiting;
    private KeyValue<Bytes, byte[]> nextStored;
    private KeyValue<Bytes, V> next;
    private boolean lastSeen;

    /**
     * Merges what waits and what is stored. Nothing is looked for before it is asked for, nor behind the last key: deleted entries may lie there, and to step over
     * them takes its time.
     *
     * @param last the last key there can be, or null
     * @param ofWaiting reads what waits; null for a deletion
     */
    Merged(
            Iterator<Map.Entry<Bytes, Write<?>>> waiting,
            KeyValueIterator<Bytes, byte[]> stored,
            Bytes last,
            boolean backwards,
            BiFunction<Bytes, Write<?>, V> ofWaiting,
            BiFunction<Bytes, byte[], V> ofStored) {
        this.waiting = waiting;
        this.stored = stored;
        this.last = last;
        this.backwards = backwards;
        this.ofWaiting = ofWaiting;
        this.ofStored = ofStored;
    }

    private boolean fetched() {
        if (nextWaiting == null && waiting.hasNext()) {
            nextWaiting = waiting.next();
        }
        if (nextStored == null && !lastSeen && stored.hasNext()) {
            nextStored = stored.next();
            lastSeen = nextStored.key.equals(last);
        }
        return nextWaiting != null || nextStored != null;
    }

    @Override
    public boolean hasNext() {
        while (next == null && fetched()) {
            int order = order();
            if (order <= 0) {
                V value = ofWaiting.apply(nextWaiting.getKey(), nextWaiting.getValue());
                next = value == null ? null : KeyValue.pair(nextWaiting.getKey(), value);
                nextWaiting = null;
                nextStored = order == 0 ? null : nextStored;
            } else {
                next = KeyValue.pair(nextStored.key, ofStored.apply(nextStored.key, nextStored.value));
                nextStored = null;
            }
        }
        return next != null;
    }

    /** Below zero when what waits comes first, zero when both have the key. */
    private int order() {
        if (nextWaiting == null) {
            return 1;
        }
        if (nextStored == null) {
            return -1;
        }
        int order = nextWaiting.getKey().compareTo(nextStored.key);
        return backwards ? -order : order;
    }

    @Override
    public KeyValue<Bytes, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        KeyValue<Bytes, V> found = next;
        next = null;
        return found;
    }

    @Override
    public Bytes peekNextKey() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return next.key;
    }

    @Override
    public void close() {
        stored.close();
    }
}
