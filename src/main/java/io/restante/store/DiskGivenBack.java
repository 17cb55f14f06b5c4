package io.restante.store;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;

/**
 * Lets RocksDB give back the disk of what was deleted. As Kafka Streams sets it up, old files are rewritten only when the new ones have grown large, and deletions are small. By levels, a file counts
 * for as much as its deletions free, so files of deletions are soon merged with what they delete; and every file within a time, even when nothing else makes RocksDB do so. Large values
 * lie apart from their keys, so that merging is cheap and leaves the disk to whoever reads meanwhile. Memory is shared with the other stores of the process.
 */
public final class DiskGivenBack implements RocksDBConfigSetter {
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    /** How much new files may count for before they are merged. */
    private static final long NEW_BYTES = 64L << 20;

    /** What is read at once. Leaves of one prefix, and those of a freeze, are read in a row. */
    private static final int BLOCK_BYTES = 16 << 10;

    /** So many files of keys are merged: soon, for what was deleted goes only then. RocksDB would wait for four. */
    private static final int NEW_FILES = 2;

    /** Values so large lie in files of their own. They are not rewritten with their keys, and go when nothing in them is left. */
    private static final long LARGE_VALUE_BYTES = 4 << 10;

    /** What such a file holds. Relays come by session, so the smaller it is, the fewer sessions share it. */
    private static final long LARGE_VALUES_FILE_BYTES = 16L << 20;

    /** What is left in the older half of those files is moved on when half of their bytes are gone. */
    private static final double HALF = 0.5;

    private final SharedMemory memory = new SharedMemory();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        memory.setConfig(storeName, options, configs);
        options.setCompactionStyle(CompactionStyle.LEVEL);
        options.setMaxBytesForLevelBase(NEW_BYTES);
        options.setPeriodicCompactionSeconds(AT_LEAST_EVERY.toSeconds());
        options.setLevel0FileNumCompactionTrigger(NEW_FILES);
        keepLargeValuesApart(options);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            table.setBlockSize(BLOCK_BYTES);
            options.setTableFormatConfig(table);
        }
    }

    private static void keepLargeValuesApart(Options options) {
        options.setEnableBlobFiles(true);
        options.setMinBlobSize(LARGE_VALUE_BYTES);
        options.setBlobFileSize(LARGE_VALUES_FILE_BYTES);
        options.setEnableBlobGarbageCollection(true);
        options.setBlobGarbageCollectionAgeCutoff(HALF);
        options.setBlobGarbageCollectionForceThreshold(HALF);
    }

    /** Nothing was made that must be freed. */
    @Override
    public void close(String storeName, Options options) {}
}
