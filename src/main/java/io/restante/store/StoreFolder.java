package io.restante.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of a task's stores, whose time says when they were closed: Kafka Streams throws away what lay there for too long. */
final class StoreFolder {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);

    private final Path path;
    private boolean moved;

    StoreFolder(Path path) {
        this.path = path;
    }

    /**
     * A store was committed.
     *
     * @param further whether it has come further since it was opened. At its start Kafka Streams opens each store, commits what it finds there, and closes it
     */
    void committed(BooleanSupplier further) {
        moved = moved || further.getAsBoolean();
    }

    /** A store was closed; what was committed is on disk then. */
    void closed() {
        try {
            if (moved && Files.isDirectory(path)) {
                // The file system knows what time it is.
                Files.delete(Files.createTempFile(path, "closed-", ""));
            }
        } catch (IOException e) {
            LOG.warn(
                    "The time of {} stays as it was; its stores may be restored from the beginning next time", path, e);
        }
    }
}
