package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class SharedMemoryTest {
    static {
        RocksDB.loadLibrary();
    }

    private static final byte[] VALUE = {1};

    /** Two files of so many keys in all have filters of some 700 KB each. */
    private static final int KEYS = 1_200_000;

    /** In parts of 1 MiB each. */
    private static final int CACHE = 64 << 20;

    private static final int GETS = 1_000;

    private final SharedMemory memory = new SharedMemory();
    private final Options one = options();
    private final Options other = options();

    @AfterEach
    void free() {
        one.close();
        other.close();
    }

    @Test
    void storesWithTheSameMemoryShareIt() {
        Map<String, Object> configs = Map.of(SharedMemory.BYTES, 64L << 20);
        memory.setConfig("one", one, configs);
        memory.setConfig("other", other, configs);
        assertThat(one.writeBufferManager()).isNotNull().isSameAs(other.writeBufferManager());
    }

    @Test
    void indexesAndFiltersAreCountedToo() {
        memory.setConfig("one", one, Map.of(SharedMemory.BYTES, 64L << 20));
        assertThat(one.tableFormatConfig()).isInstanceOfSatisfying(BlockBasedTableConfig.class, tables -> {
            assertThat(tables.cacheIndexAndFilterBlocks()).isTrue();
            assertThat(tables.cacheIndexAndFilterBlocksWithHighPriority()).isTrue();
        });
    }

    @Test
    void whatIsNotThereIsNotLookedForInAnyFile() {
        one.setOptimizeFiltersForHits(true);
        memory.setConfig("one", one, Map.of(SharedMemory.BYTES, 64L << 20));
        assertThat(one.optimizeFiltersForHits()).isFalse();
        assertThat(one.memtableWholeKeyFiltering()).isTrue();
        assertThat(one.memtablePrefixBloomSizeRatio()).isPositive();
    }

    @Test
    void ofALargeFilterOnlyThePartThatIsNeededIsRead(@TempDir Path files) throws RocksDBException {
        memory.setConfig("one", one, Map.of(SharedMemory.BYTES, (long) CACHE));
        try (Statistics statistics = new Statistics();
                RocksDB store =
                        RocksDB.open(one.setCreateIfMissing(true).setStatistics(statistics), files.toString())) {
            fill(store);
            statistics.reset();
            for (int n = 0; n < GETS; n++) {
                assertThat(store.get(key(n * (KEYS / GETS)))).isEqualTo(VALUE);
            }
            assertThat(statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_BYTES_INSERT))
                    .as("bytes of filters that were read for %s gets of %s keys", GETS, KEYS)
                    .isPositive()
                    .isLessThan(GETS * 32L * 1_024);
        }
    }

    private static void fill(RocksDB store) throws RocksDBException {
        for (int n = 0; n < KEYS; n++) {
            store.put(key(n), VALUE);
        }
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            store.flush(flush);
        }
        store.compactRange();
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Test
    void anApplicationThatDoesNotSayHowMuchIsNotStarted() {
        assertThatThrownBy(() -> memory.setConfig("one", one, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(SharedMemory.BYTES);
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter()));
    }
}
