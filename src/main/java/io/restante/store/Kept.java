package io.restante.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What is stored beneath and was written or read lately, as what it means. For the thread that writes alone; what was not asked for longest goes first. */
final class Kept {
    private final Map<Bytes, Write<?>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long limitBytes;
    private long bytes;

    Kept(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Nullable
    Write<?> get(Bytes key) {
        return entries.get(key);
    }

    /** A value that nobody is likely to ask for is not kept. */
    void put(Bytes key, Write<?> stored) {
        if (!stored.wantedAgain()) {
            remove(key);
            return;
        }
        Write<?> before = entries.put(key, stored);
        bytes += stored.size() - (before == null ? 0 : before.size());
        Iterator<Write<?>> oldest = entries.values().iterator();
        while (bytes > limitBytes && oldest.hasNext()) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
    }

    void remove(Bytes key) {
        Write<?> before = entries.remove(key);
        bytes -= before == null ? 0 : before.size();
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }
}
