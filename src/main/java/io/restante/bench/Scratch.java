package io.restante.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what a run keeps on disk meanwhile; it is gone when this is closed. */
record Scratch(Path folder) implements AutoCloseable {
    /** A new one in there. */
    static Scratch in(Path parent) {
        try {
            return new Scratch(Files.createTempDirectory(Files.createDirectories(parent), "bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made in " + parent, e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The benchmark's folder " + folder + " cannot be deleted", e);
        }
    }
}
