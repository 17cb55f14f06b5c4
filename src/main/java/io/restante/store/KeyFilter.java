package io.restante.store;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;

/** Knows of most keys that they were never added. Added to by several threads. */
final class KeyFilter {
    /** Of the keys that were not added, so many seem to have been, which takes ten bits for each that was. */
    private static final double WRONG = 0.01;

    private final int capacity;
    private final AtomicInteger added = new AtomicInteger();
    private final BloomFilter<byte[]> filter;

    /** @param keys that it has room for, of which it takes ten bits each */
    KeyFilter(int keys) {
        this.capacity = keys;
        this.filter = BloomFilter.create(Funnels.byteArrayFunnel(), keys, WRONG);
    }

    void add(Bytes key) {
        filter.put(key.get());
        added.incrementAndGet();
    }

    /** False only when the key certainly was not added. */
    boolean mayHave(Bytes key) {
        return filter.mightContain(key.get());
    }

    /** Whether more were added than there is room for. */
    boolean full() {
        return added.get() > capacity;
    }
}
