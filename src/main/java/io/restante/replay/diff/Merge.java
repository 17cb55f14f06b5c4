package io.restante.replay.diff;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.rocksdb.RocksIterator;

/** Goes along the keys of two sorted copies at once. */
final class Merge {
    private Merge() {}

    /** Which side has a key. */
    enum Side {
        LIVE,
        SHADOW,
        BOTH
    }

    /** Shows each wanted key once, in order. */
    static void keys(
            RocksIterator live, RocksIterator shadow, Predicate<byte[]> wanted, BiConsumer<byte[], Side> shown) {
        try (live;
                shadow) {
            while (live.isValid() || shadow.isValid()) {
                int order =
                        !live.isValid() ? 1 : !shadow.isValid() ? -1 : Arrays.compareUnsigned(live.key(), shadow.key());
                byte[] key = order <= 0 ? live.key() : shadow.key();
                if (wanted.test(key)) {
                    shown.accept(key, order == 0 ? Side.BOTH : order < 0 ? Side.LIVE : Side.SHADOW);
                }
                if (order <= 0) {
                    live.next();
                }
                if (order >= 0) {
                    shadow.next();
                }
            }
        }
    }
}
