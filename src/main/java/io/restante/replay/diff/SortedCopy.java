package io.restante.replay.diff;

import io.restante.store.Entries;
import io.restante.store.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** Entries in the order of their keys, on disk, so that there may be more than memory holds. Gone when it is closed. */
final class SortedCopy implements Entries, AutoCloseable {
    private final Path folder;
    private final Options options = new Options().setCreateIfMissing(true);
    private final WriteOptions unsafe = new WriteOptions().setDisableWAL(true);
    private final RocksDB entries;

    /** @param parent where its folder is made */
    SortedCopy(Path parent) {
        RocksDB.loadLibrary();
        try {
            Files.createDirectories(parent);
            this.folder = Files.createTempDirectory(parent, "diff-");
            this.entries = RocksDB.open(options, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made in " + parent, e);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** @param value null, the key is gone */
    void put(byte[] key, byte @Nullable [] value) {
        try {
            if (value == null) {
                entries.delete(unsafe, key);
            } else {
                entries.put(unsafe, key, value);
            }
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return entries.get(key);
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    /** All keys, in order; to be closed. */
    RocksIterator keys() {
        RocksIterator keys = entries.newIterator();
        keys.seekToFirst();
        return keys;
    }

    @Override
    public <T> @Nullable T get(Bytes key, Form<T> form) {
        byte @Nullable [] stored = get(key.get());
        return stored == null ? null : form.read(key, stored);
    }

    @Override
    public <T> void walk(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
        try (RocksIterator range = entries.newIterator()) {
            range.seek(from.get());
            boolean on = true;
            while (on && range.isValid() && Bytes.wrap(range.key()).compareTo(to) <= 0) {
                on = visitor.test(form.read(Bytes.wrap(range.key()), range.value()));
                range.next();
            }
        }
    }

    @Override
    public <T> void walkBack(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
        try (RocksIterator range = entries.newIterator()) {
            range.seekForPrev(to.get());
            boolean on = true;
            while (on && range.isValid() && Bytes.wrap(range.key()).compareTo(from) >= 0) {
                on = visitor.test(form.read(Bytes.wrap(range.key()), range.value()));
                range.prev();
            }
        }
    }

    private static IllegalStateException failed(RocksDBException e) {
        return new IllegalStateException("A sorted copy on disk failed", e);
    }

    @Override
    public void close() {
        entries.close();
        unsafe.close();
        options.close();
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The sorted copy in " + folder + " cannot be deleted", e);
        }
    }
}
