package io.restante.store;

import java.nio.charset.StandardCharsets;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What tests of RocksDB's settings do with a store. */
final class StoreOnDisk {
    static {
        RocksDB.loadLibrary();
    }

    private StoreOnDisk() {}

    /** As release 1.0 had them, and as Kafka Streams hands them to be set. */
    static Options options() {
        return new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter()));
    }

    /** What was put lies in files when this returns. */
    static void flush(RocksDB store) throws RocksDBException {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            store.flush(flush);
        }
    }

    static byte[] key(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
