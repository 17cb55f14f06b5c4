package io.restante.faults.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What everybody outside the installation notes of a run: only ever added to, in memory and in a file. */
public final class Journal implements AutoCloseable {
    private final List<Line> lines = new ArrayList<>();
    private final BufferedWriter file;
    private final long opened = System.nanoTime();

    /** Begins a new one in this file. */
    public Journal(Path file) {
        try {
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal " + file + " cannot be made", e);
        }
    }

    /** Returns the number of the line. */
    public synchronized long note(Event event) {
        Line line = new Line(lines.size() + 1, Duration.ofNanos(System.nanoTime() - opened), event);
        lines.add(line);
        try {
            file.write(line.toString());
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
        return line.number();
    }

    /** The number of the last line so far. */
    public synchronized long now() {
        return lines.size();
    }

    public synchronized History history() {
        return new History(lines);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal cannot be written", e);
        }
    }
}
