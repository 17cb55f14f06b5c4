package io.restante.store;

import static io.restante.store.StoreOnDisk.flush;
import static io.restante.store.StoreOnDisk.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class DiskGivenBackTest {
    private static final int LARGE = 16 << 10;
    private static final int VALUES = 100;

    private final Path files;

    private final Random random = new Random(1);

    DiskGivenBackTest(@TempDir Path files) {
        this.files = files;
    }

    @Test
    void theDiskOfDeletedValuesIsGivenBackWithoutFurtherWrites() throws RocksDBException {
        try (Options options = disk();
                RocksDB store = RocksDB.open(options, files.toString())) {
            write(store, LARGE);
            assertThat(bytes()).isGreaterThan((long) VALUES * LARGE);
            for (int n = 0; n < VALUES; n++) {
                store.delete(key(n));
            }
            flush(store);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(bytes()).isLessThan((long) VALUES * LARGE / 10));
        }
    }

    @Test
    void onlyLargeValuesLieApartFromTheirKeys() throws RocksDBException {
        try (Options options = disk();
                RocksDB store = RocksDB.open(options, files.toString())) {
            write(store, LARGE / 16);
            assertThat(bytesApart()).isZero();
            write(store, LARGE);
            assertThat(bytesApart()).isGreaterThan((long) VALUES * LARGE);
        }
    }

    @Test
    void valuesAreReadWhicheverWayTheyWereWritten() throws RocksDBException {
        byte[] first;
        byte[] second;
        try (Options options = together();
                RocksDB store = RocksDB.open(options, files.toString())) {
            first = write(store, LARGE);
        }
        try (Options options = disk();
                RocksDB store = RocksDB.open(options, files.toString())) {
            assertThat(store.get(key(0))).isEqualTo(first);
            second = write(store, LARGE);
        }
        try (Options options = together();
                RocksDB store = RocksDB.open(options, files.toString())) {
            assertThat(store.get(key(0))).isEqualTo(second);
        }
    }

    /** Returns the value of the first key. */
    private byte[] write(RocksDB store, int length) throws RocksDBException {
        byte[] first = value(length);
        store.put(key(0), first);
        for (int n = 1; n < VALUES; n++) {
            store.put(key(n), value(length));
        }
        flush(store);
        return first;
    }

    private byte[] value(int length) {
        byte[] value = new byte[length];
        random.nextBytes(value);
        return value;
    }

    private long bytes() {
        return DiskUse.of(files, file -> true);
    }

    private long bytesApart() {
        return DiskUse.of(files, file -> file.toString().endsWith(".blob"));
    }

    private static Options disk() {
        Options options = StoreOnDisk.options();
        new DiskGivenBack().setConfig("leaves", options, Map.of(SharedMemory.BYTES, 64L << 20));
        return options;
    }

    /** As release 1.0 did, and as Kafka Streams does. */
    private static Options together() {
        return new Options().setCreateIfMissing(true);
    }
}
