package io.restante.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Payload bytes this gateway has written to one partition, or is writing, that the topology is not known to have applied. */
final class Unapplied {
    private final ConcurrentSkipListMap<Long, Integer> onLog = new ConcurrentSkipListMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** A message of this size is on its way to the log. */
    void begun(int size) {
        bytes.addAndGet(size);
    }

    /** The message that was begun lies there now. */
    void onLog(long offset, int size) {
        onLog.put(offset, size);
    }

    /** The message that was begun did not get onto the log. */
    void failed(int size) {
        bytes.addAndGet(-size);
    }

    /** Everything up to this offset has been applied, and counts no more. */
    void applied(long offset) {
        Map.Entry<Long, Integer> oldest = onLog.firstEntry();
        while (oldest != null && oldest.getKey() <= offset) {
            if (onLog.remove(oldest.getKey(), oldest.getValue())) {
                bytes.addAndGet(-oldest.getValue());
            }
            oldest = onLog.firstEntry();
        }
    }

    long bytes() {
        return bytes.get();
    }
}
