package io.restante.app.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.restante.app.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last minutes of a few numbers, noted at every step, so that a page that is opened has a past to show. */
public final class Pulse implements AutoCloseable {
    /** Between two notes. */
    public static final Duration STEP = Duration.ofSeconds(2);

    private static final int KEPT = 150;
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** What is counted, by the word the page knows it by. */
    private static final Map<String, String> COUNTERS = Map.of(
            "stored", Meters.STORED,
            "hand_outs", Meters.HAND_OUTS,
            "acknowledgements", Meters.ACKNOWLEDGEMENTS,
            "takes", Meters.TAKES,
            "dead_letters", Meters.DEAD_LETTERS);

    /** What is measured, by the word the page knows it by. */
    private static final Map<String, String> GAUGES = Map.of(
            "messages", Meters.HELD_MESSAGES,
            "sessions", Meters.SESSIONS,
            "oldest", Meters.OLDEST_AGE,
            "lag", Meters.APPLIED_LAG);

    private final MeterRegistry registry;
    private final Deque<Note> notes = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-pulse").daemon().factory());

    /** Counts and measures at one moment. */
    public record Note(Instant at, Map<String, Double> values) {}

    /** Notes from now on. */
    public Pulse(MeterRegistry registry) {
        this.registry = registry;
        var unused = timer.scheduleAtFixedRate(this::note, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void note() {
        try {
            Note note = now();
            synchronized (notes) {
                notes.addLast(note);
                if (notes.size() > KEPT) {
                    notes.removeFirst();
                }
            }
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule.
            LOG.warn("The numbers of this moment are not noted", e);
        }
    }

    /** The numbers of this moment. */
    public Note now() {
        Map<String, Double> values = new TreeMap<>();
        COUNTERS.forEach((word, meter) -> values.put(
                word,
                registry.find(meter).functionCounters().stream()
                        .mapToDouble(FunctionCounter::count)
                        .sum()));
        GAUGES.forEach((word, meter) -> values.put(
                word,
                registry.find(meter).gauges().stream().mapToDouble(Gauge::value).sum()));
        return new Note(Instant.now(), values);
    }

    /** What was noted, the oldest first. */
    public List<Note> past() {
        synchronized (notes) {
            return new ArrayList<>(notes);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
