package io.restante.bench;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * On what terms a benchmark is run.
 *
 * @param pairs measured, after one that warms up
 * @param size how much work a measurement is; absent, the benchmark's own
 * @param data a folder for what the run keeps on disk meanwhile
 * @param processes starts what is measured in processes of its own
 * @param progress is told how far the run has come
 */
public record Terms(
        int pairs,
        OptionalInt size,
        Path data,
        Installation.Maker installations,
        Processes processes,
        Progress progress) {
    /** @throws IllegalArgumentException when there is nothing to measure */
    public Terms {
        if (pairs < 1) {
            throw new IllegalArgumentException("runs: expected 1 or more, got " + pairs);
        }
        if (size.isPresent() && size.getAsInt() < 1) {
            throw new IllegalArgumentException("size: expected 1 or more, got " + size.getAsInt());
        }
    }

    /** Hears how far a run has come. */
    public interface Progress {
        /**
         * A step begins.
         *
         * @param done steps before it
         * @param steps steps in all
         */
        void step(String what, int done, int steps);

        /** There is nothing more to come. */
        void over();
    }
}
