package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class SharedMemoryTest {
    static {
        RocksDB.loadLibrary();
    }

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
    void anApplicationThatDoesNotSayHowMuchIsNotStarted() {
        assertThatThrownBy(() -> memory.setConfig("one", one, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(SharedMemory.BYTES);
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
