package io.restante.store;

import io.restante.store.WriteBehindStore.Write;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.NullUnmarked;

/** What waits in memory and what is stored beneath, in one order; what waits wins. */
@NullUnmarked
final class Merged implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, Write>> waiting;
    private final KeyValueIterator<Bytes, byte[]> stored;
    private final boolean backwards;
    private Map.Entry<Bytes, Write> nextWaiting;
    private KeyValue<Bytes, byte[]> nextStored;
    private KeyValue<Bytes, byte[]> next;

    Merged(Iterator<Map.Entry<Bytes, Write>> waiting, KeyValueIterator<Bytes, byte[]> stored, boolean backwards) {
        this.waiting = waiting;
        this.stored = stored;
        this.backwards = backwards;
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
                Map.Entry<Bytes, Write> write = nextWaiting;
                next = write.getValue()
                        .value()
                        .map(value -> KeyValue.pair(write.getKey(), value))
                        .orElse(null);
                advanceWaiting();
                if (order == 0) {
                    advanceStored();
                }
            } else {
                next = nextStored;
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
    public KeyValue<Bytes, byte[]> next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        KeyValue<Bytes, byte[]> found = next;
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
