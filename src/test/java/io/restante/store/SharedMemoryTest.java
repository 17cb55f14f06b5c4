package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class SharedMemoryTest {
    private static final byte[] VALUE = {1};

    /** The filter of one file of so many keys has 750 KB. */
    private static final int KEYS = 600_000;

    /** In parts of 512 KiB each. */
    private static final int CACHE = 16 << 20;

    private static final int GETS = 1_000;

    private final SharedMemory memory = new SharedMemory();
    private final Options one = StoreOnDisk.options();
    private final Options other = StoreOnDisk.options();

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
                RocksDB store = RocksDB.open(one.setStatistics(statistics), files.toString())) {
            fill(store);
            statistics.reset();
            for (int n = 0; n < GETS; n++) {
                assertThat(store.get(StoreOnDisk.key(n * (KEYS / GETS)))).isEqualTo(VALUE);
            }
            assertThat(statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_HIT)
                            + statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_MISS))
                    .as("filters that were asked")
                    .isGreaterThanOrEqualTo(GETS);
            assertThat(statistics.getTickerCount(TickerType.BLOCK_CACHE_FILTER_BYTES_INSERT))
                    .as("bytes of filters that were read for %s gets of %s keys", GETS, KEYS)
                    .isLessThan(GETS * 32L * 1_024);
        }
    }

    private static void fill(RocksDB store) throws RocksDBException {
        for (int n = 0; n < KEYS; n++) {
            store.put(StoreOnDisk.key(n), VALUE);
        }
        StoreOnDisk.flush(store);
        store.compactRange();
    }

    @Test
    void anApplicationThatDoesNotSayHowMuchIsNotStarted() {
        assertThatThrownBy(() -> memory.setConfig("one", one, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(SharedMemory.BYTES);
    }
}
