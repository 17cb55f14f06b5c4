package io.restante.store;

import static io.restante.store.StoreOnDisk.flush;
import static io.restante.store.StoreOnDisk.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class SmallOnDiskTest {
    private static final int BYTES_OF_CIPHER = 192;
    private static final int VALUES = 10_000;

    private final Path files;

    private final Random random = new Random(1);

    SmallOnDiskTest(@TempDir Path files) {
        this.files = files;
    }

    @Test
    void whatIsEncryptedTakesLessThanItsLetters() throws RocksDBException {
        long written = 0;
        try (Options options = small();
                RocksDB store = RocksDB.open(options, files.toString())) {
            for (int n = 0; n < VALUES; n++) {
                byte[] value = letters();
                store.put(key(n), value);
                written += value.length;
            }
            flush(store);
            assertThat(DiskUse.of(files, file -> file.toString().endsWith(".sst")))
                    .isPositive()
                    .isLessThan(written * 9 / 10);
        }
    }

    @Test
    void valuesAreReadWhicheverWayTheyWereWritten() throws RocksDBException {
        byte[] first = letters();
        byte[] second = letters();
        write(asBefore(), first);
        assertThat(read(small())).isEqualTo(first);
        write(small(), second);
        assertThat(read(asBefore())).isEqualTo(second);
    }

    private void write(Options how, byte[] value) throws RocksDBException {
        try (how;
                RocksDB store = RocksDB.open(how, files.toString())) {
            store.put(key(0), value);
            flush(store);
        }
    }

    private byte[] read(Options how) throws RocksDBException {
        try (how;
                RocksDB store = RocksDB.open(how, files.toString())) {
            return store.get(key(0));
        }
    }

    private byte[] letters() {
        byte[] cipher = new byte[BYTES_OF_CIPHER];
        random.nextBytes(cipher);
        return Base64.getUrlEncoder().encode(cipher);
    }

    private static Options small() {
        Options options = StoreOnDisk.options();
        new SmallOnDisk().setConfig("entries", options, Map.of(SharedMemory.BYTES, 64L << 20));
        return options;
    }

    private static Options asBefore() {
        return StoreOnDisk.options().setCompressionType(CompressionType.NO_COMPRESSION);
    }
}
