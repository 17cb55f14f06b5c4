package io.restante.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** What files take on the disk while a store goes on to write and to delete them. */
public final class DiskUse {
    private DiskUse() {}

    /**
     * The bytes of the files in and below a folder; one that goes meanwhile takes nothing.
     *
     * @param counts says of a file whether it is one of them
     */
    public static long of(Path folder, Predicate<Path> counts) {
        LongAdder bytes = new LongAdder();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (counts.test(file)) {
                        bytes.add(attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    return goneOr(e);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    return e == null ? FileVisitResult.CONTINUE : goneOr(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The stores' folder " + folder + " cannot be read", e);
        }
        return bytes.sum();
    }

    private static FileVisitResult goneOr(IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
