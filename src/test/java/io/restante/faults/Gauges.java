package io.restante.faults;

import io.restante.app.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads now and then what each part of a town takes of its machine, and how far each topology is behind. */
final class Gauges extends Actor {
    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
    private static final double MB = 1 << 20;
    private static final double KB_A_MB = 1 << 10;

    /** What a broker's indexes are called; they are as long as they may become, from the first. */
    private static final String ROOM_AHEAD = "index";

    private static final String LAG = Meters.APPLIED_LAG.replace('.', '_') + "{";

    private final Town town;
    private final Duration every;
    private final List<Reading> readings = new ArrayList<>();
    private final long began = System.nanoTime();

    /** @param every how long it pauses between two readings */
    Gauges(Town town, Duration every) {
        super("gauges");
        this.town = town;
        this.every = every;
    }

    @Override
    void round() {
        Duration at = Duration.ofNanos(System.nanoTime() - began);
        town.parts().forEach(part -> machine(at, part));
        town.topologies().forEach(topology -> topology.metrics().ifPresent(text -> lag(at, topology, text)));
        Patience.pass(every);
    }

    /** A part that is killed while it is read is not read this time. */
    private void machine(Duration at, Part part) {
        Path process = Path.of("/proc", String.valueOf(part.child().pid()));
        try {
            double memory = Files.readAllLines(process.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .sum();
            double handles = countIn(process.resolve("fd"));
            double disk = sizeOf(process.resolve("root").resolve(dataOf(part)));
            if (memory > 0) {
                note(at, part, Gauge.MEMORY, memory / KB_A_MB);
                note(at, part, Gauge.HANDLES, handles);
                note(at, part, Gauge.DISK, disk / MB);
            }
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("{} cannot be read now", part.child(), gone);
        }
    }

    /** Below the root of its own file system, since its disk may be one that it alone sees. */
    private Path dataOf(Part part) {
        return Path.of("/")
                .relativize(town.folder().resolve(part.name()).resolve("data").toAbsolutePath());
    }

    private static long countIn(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.count();
        }
    }

    private static double sizeOf(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.mapToLong(Gauges::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            boolean counts = Files.isRegularFile(file) && !file.toString().endsWith(ROOM_AHEAD);
            return counts ? Files.size(file) : 0;
        } catch (NoSuchFileException deleted) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lag(Duration at, Part topology, String metrics) {
        note(
                at,
                topology,
                Gauge.LAG,
                metrics.lines()
                        .filter(line -> line.startsWith(LAG))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum());
    }

    private synchronized void note(Duration at, Part part, Gauge gauge, double value) {
        readings.add(new Reading(at, part.name(), gauge, value));
    }

    synchronized Readings readings() {
        return new Readings(readings);
    }
}
