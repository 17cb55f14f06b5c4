package io.restante.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/** Lets RocksDB rewrite each of its files within a time, even when nothing else makes it do so: what was deleted gives its disk back. */
public final class PeriodicCompaction implements RocksDBConfigSetter {
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setPeriodicCompactionSeconds(AT_LEAST_EVERY.toSeconds());
    }

    /** Nothing was made that must be freed. */
    @Override
    public void close(String storeName, Options options) {}
}
