package io.restante.store;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Knows of most keys that they were never added: a Bloom filter. Added to by several threads. Takes its memory when the first key comes. */
final class KeyFilter {
    /** With so many bits for each key, one in a hundred that was not added seems to have been. */
    private static final int BITS_A_KEY = 10;

    private static final int PROBES = 7;

    private final int capacity;
    private final long bits;
    private final AtomicInteger added = new AtomicInteger();
    private volatile @Nullable AtomicLongArray words;

    /** @param keys that it has room for, of which it takes ten bits each */
    KeyFilter(int keys) {
        this.capacity = keys;
        this.bits = Math.ceilDiv((long) keys * BITS_A_KEY, Long.SIZE) * Long.SIZE;
    }

    void add(Bytes key) {
        AtomicLongArray all = room();
        long hash = hash(key);
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            all.accumulateAndGet((int) (bit / Long.SIZE), 1L << bit, (before, one) -> before | one);
        }
        added.incrementAndGet();
    }

    private AtomicLongArray room() {
        AtomicLongArray all = words;
        if (all != null) {
            return all;
        }
        synchronized (this) {
            AtomicLongArray made = words == null ? new AtomicLongArray((int) (bits / Long.SIZE)) : words;
            words = made;
            return made;
        }
    }

    /** False only when the key certainly was not added. */
    boolean mayHave(Bytes key) {
        AtomicLongArray all = words;
        boolean each = all != null;
        long hash = hash(key);
        for (int probe = 0; all != null && each && probe < PROBES; probe++) {
            long bit = bit(hash, probe);
            each = (all.get((int) (bit / Long.SIZE)) & (1L << bit)) != 0;
        }
        return each;
    }

    /** Whether more were added than there is room for. */
    boolean full() {
        return added.get() > capacity;
    }

    /** Of the two halves of the hash, one says where the probes begin and the other how far they lie apart. */
    private long bit(long hash, int probe) {
        long place = ((hash >>> 32) + probe * hash) & 0xffffffffL;
        return (place * bits) >>> 32;
    }

    private static long hash(Bytes key) {
        long hash = ((long) Utils.murmur2(key.get()) << 32) ^ Arrays.hashCode(key.get());
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
