package io.restante.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * The data of one local broker, held by one process at a time.
 *
 * <p>Kafka locks its folder too, but ends the JVM when another holds it; so this lock comes first. The operating system lets go of it when
 * its process dies.
 */
final class BrokerFolder implements AutoCloseable {
    private static final String LOCK = "broker.lock";
    private static final String KAFKA = "kafka";

    /** Kafka writes it last, and in one step: a folder that has it is formatted as a whole. */
    private static final String FORMATTED = "meta.properties";

    private static final String ELSEWHERE = "choose another folder with --data";

    private final Path root;
    private final FileChannel lock;

    private BrokerFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * The folder, made where it was missing, and held until it is closed.
     *
     * @throws LocalBrokerException when it cannot be made, read or written, or another broker holds it
     */
    static BrokerFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.createDirectories(root.resolve(KAFKA));
        } catch (FileAlreadyExistsException e) {
            throw new LocalBrokerException(
                    "The data folder " + root + " cannot be made: " + e.getFile()
                            + " is a file, a folder was expected. Move the file away, or " + ELSEWHERE + ".",
                    e);
        } catch (IOException e) {
            throw refused(root, "made", e);
        }
        requireAccess(root);
        requireAccess(root.resolve(KAFKA));
        return new BrokerFolder(root, hold(root));
    }

    private static void requireAccess(Path folder) {
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw refused(folder, "read", null);
        }
        if (!Files.isWritable(folder)) {
            throw refused(folder, "written to", null);
        }
    }

    private static FileChannel hold(Path root) {
        FileChannel channel;
        try {
            channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw refused(root, "written to", e);
        }
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
            throw inUse(root, null);
        } catch (OverlappingFileLockException e) {
            throw abandon(channel, inUse(root, e));
        } catch (IOException e) {
            throw abandon(channel, refused(root, "locked", e));
        } catch (LocalBrokerException e) {
            throw abandon(channel, e);
        }
    }

    private static LocalBrokerException abandon(FileChannel channel, LocalBrokerException reason) {
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    /** Where Kafka keeps its logs. */
    Path kafkaFolder() {
        return root.resolve(KAFKA);
    }

    /**
     * A folder that no broker has used belongs to a new cluster; one that a broker has used is left alone.
     *
     * @throws LocalBrokerException when Kafka cannot write there
     */
    void formatOnce() {
        if (Files.exists(kafkaFolder().resolve(FORMATTED))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(kafkaFolder().toString())
                    .addDirectory(kafkaFolder().toString())
                    .run();
        } catch (Exception e) {
            throw unusable(e);
        }
    }

    /** What to tell when Kafka does not start on this folder. */
    LocalBrokerException unusable(Exception cause) {
        return new LocalBrokerException(
                "The local broker does not start on the data folder " + root + ": " + cause.getMessage()
                        + ". If its data may go, start with --fresh; otherwise " + ELSEWHERE + ".",
                cause);
    }

    /** Another broker may have the folder from here on. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the data folder " + root + " could not be released", e);
        }
    }

    private static LocalBrokerException inUse(Path root, @Nullable Throwable cause) {
        return new LocalBrokerException(
                "The data folder " + root + " is in use by another running restante. Stop that one, or " + ELSEWHERE
                        + ".",
                cause);
    }

    private static LocalBrokerException refused(Path folder, String what, @Nullable Throwable cause) {
        return new LocalBrokerException(
                "The data folder " + folder + " cannot be " + what + (cause == null ? "" : " (" + cause + ")")
                        + ". Give this user the right to read and write it, or " + ELSEWHERE + ".",
                cause);
    }
}
