package io.restante.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;

/**
 * Lets RocksDB give back the disk of what was deleted. As Kafka Streams sets it up, old files are rewritten only when the new ones have grown large, and deletions are small. By levels, a file counts
 * for as much as its deletions free, so files of deletions are soon merged with what they delete; and every file within a time, even when nothing else makes RocksDB do so. Memory is
 * shared with the other stores of the process.
 */
public final class DiskGivenBack implements RocksDBConfigSetter {
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    /** How much new files may count for before they are merged. */
    private static final long NEW_BYTES = 64L << 20;

    /** What is read at once. Leaves of one prefix, and those of a freeze, are read in a row. */
    private static final int BLOCK_BYTES = 16 << 10;

    private final SharedMemory memory = new SharedMemory();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        memory.setConfig(storeName, options, configs);
        options.setCompactionStyle(CompactionStyle.LEVEL);
        options.setMaxBytesForLevelBase(NEW_BYTES);
        options.setPeriodicCompactionSeconds(AT_LEAST_EVERY.toSeconds());
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockSize(BLOCK_BYTES);
            options.setTableFormatConfig(table);
        }
    }

    /** Nothing was made that must be freed. */
    @Override
    public void close(String storeName, Options options) {}
}
