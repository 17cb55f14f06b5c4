package io.restante.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Payload bytes this gateway has written to one partition, or is writing, that the topology is not known to have applied. */
final class Unapplied {
    private final ConcurrentSkipListMap<Long, Integer> onLog = new ConcurrentSkipListMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong applied = new AtomicLong();

    /** A message of this size is on its way to the log. */
    void begun(int size) {
        begun.addAndGet(size);
    }

    /** The message that was begun lies there now. */
    void onLog(long offset, int size) {
        onLog.put(offset, size);
    }

    /** The message that was begun did not get onto the log. */
    void failed(int size) {
        begun.addAndGet(-size);
    }

    /** Everything up to this offset has been applied, and counts no more. */
    void applied(long offset) {
        Map.Entry<Long, Integer> oldest = onLog.firstEntry();
        while (oldest != null && oldest.getKey() <= offset) {
            if (onLog.remove(oldest.getKey(), oldest.getValue())) {
                applied.addAndGet(oldest.getValue());
            }
            oldest = onLog.firstEntry();
        }
    }

    /** All bytes that are known to have been applied, from the first on. */
    long appliedBytes() {
        return applied.get();
    }

    /** Bytes that were written, or are being written, after so many. */
    long bytesAfter(long appliedBytes) {
        return begun.get() - appliedBytes;
    }
}
