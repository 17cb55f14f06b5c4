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
    private final boolean backwards;
    private final BiFunction<Bytes, Write<?>, V> ofWaiting;
    private final BiFunction<Bytes, byte[], V> ofStored;
    private Map.Entry<Bytes, Write<?>> nextWaiting;
    private KeyValue<Bytes, byte[]> nextStored;
    private KeyValue<Bytes, V> next;

    /**
     * Merges what waits and what is stored.
     *
     * @param ofWaiting reads what waits; null for a deletion
     */
    Merged(
            Iterator<Map.Entry<Bytes, Write<?>>> waiting,
            KeyValueIterator<Bytes, byte[]> stored,
            boolean backwards,
            BiFunction<Bytes, Write<?>, V> ofWaiting,
            BiFunction<Bytes, byte[], V> ofStored) {
        this.waiting = waiting;
        this.stored = stored;
        this.backwards = backwards;
        this.ofWaiting = ofWaiting;
        this.ofStored = ofStored;
        advanceWaiting();
        advanceStored();
        advance();
    }

    private void advanceWaiting() {
        nextWaiting = waiting.hasNext() ? waiting.next() : null;
    }

    private void advanceStored() {
        nextStored = stored.hasNext() ? stored.next() : null;
    }

    private void advance() {
        next = null;
        while (next == null && (nextWaiting != null || nextStored != null)) {
            int order = order();
            if (order <= 0) {
                V value = ofWaiting.apply(nextWaiting.getKey(), nextWaiting.getValue());
                next = value == null ? null : KeyValue.pair(nextWaiting.getKey(), value);
                advanceWaiting();
                if (order == 0) {
                    advanceStored();
                }
            } else {
                next = KeyValue.pair(nextStored.key, ofStored.apply(nextStored.key, nextStored.value));
                advanceStored();
            }
        }
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
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public KeyValue<Bytes, V> next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        KeyValue<Bytes, V> found = next;
        advance();
        return found;
    }

    @Override
    public Bytes peekNextKey() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next.key;
    }

    @Override
    public void close() {
        stored.close();
    }
}
