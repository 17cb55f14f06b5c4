package io.restante.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/**
 * Lets RocksDB compress what lies on the disk. Keys that follow each other say the same names again, and what is encrypted is mostly written in letters that carry six bits of a byte's eight. What
 * is read often lies in memory as it was. Memory is shared with the other stores of the process.
 */
public final class SmallOnDisk implements RocksDBConfigSetter {
    private final SharedMemory memory = new SharedMemory();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        memory.setConfig(storeName, options, configs);
        options.setCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** Nothing was made that must be freed. */
    @Override
    public void close(String storeName, Options options) {}
}
