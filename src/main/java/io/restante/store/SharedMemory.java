package io.restante.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of a process share one piece of memory in RocksDB: what is read, what waits in write buffers, indexes and filters. However many partitions a process
 * holds, they take no more together.
 *
 * <p>A store is asked for ids that it does not have, once a message; so all its files have filters, the last ones too, and its write buffers as well. Filters and indexes are in small parts, of which
 * those are read that are needed: whole, those of a large file are larger than what the cache keeps, and would be read for each question.
 */
public final class SharedMemory implements RocksDBConfigSetter {
    /** Where the configuration of a streams application says how many bytes it is. */
    public static final String BYTES = "restante.rocksdb.bytes";

    /** The part of it in which indexes and filters stay when data would push them out. */
    private static final double FOR_FILTERS = 0.2;

    private static final double OF_A_WRITE_BUFFER_FOR_FILTERS = 0.1;

    /** As long as the process: stores that are opened later share it too. */
    private static final Map<Long, SharedMemory.Piece> PIECES = new ConcurrentHashMap<>();

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Piece piece = PIECES.computeIfAbsent(bytes(configs), Piece::of);
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(piece.cache());
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
        tables.setPinTopLevelIndexAndFilter(true);
        tables.setIndexType(IndexType.kTwoLevelIndexSearch);
        tables.setPartitionFilters(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(piece.writes());
        options.setOptimizeFiltersForHits(false);
        options.setMemtablePrefixBloomSizeRatio(OF_A_WRITE_BUFFER_FOR_FILTERS);
        options.setMemtableWholeKeyFiltering(true);
    }

    private static long bytes(Map<String, Object> configs) {
        if (configs.get(BYTES) instanceof Long bytes) {
            return bytes;
        }
        throw new IllegalStateException("The configuration of the application does not say " + BYTES);
    }

    /** Nothing was made that belongs to one store. */
    @Override
    public void close(String storeName, Options options) {}

    /**
     * What is shared.
     *
     * @param writes counts write buffers in the cache, and has the largest written out when they take half of it
     */
    private record Piece(Cache cache, WriteBufferManager writes) {
        static Piece of(long bytes) {
            Cache cache = new LRUCache(bytes, -1, false, FOR_FILTERS);
            return new Piece(cache, new WriteBufferManager(bytes / 2, cache));
        }
    }
}
