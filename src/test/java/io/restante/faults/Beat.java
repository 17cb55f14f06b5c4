package io.restante.faults;

import java.time.Duration;

/** When the faults of one lane are due, as one of {@link #LANES} that take turns. */
final class Beat {
    private static final int LANES = 5;

    private final long began = System.nanoTime();
    private final Duration over;
    private final int faults;
    private final int lane;

    /**
     * Begins now.
     *
     * @param over the time that all of them are spread over
     * @param lane counted from 1
     */
    Beat(Duration over, int faults, int lane) {
        this.over = over;
        this.faults = faults;
        this.lane = lane;
    }

    int faults() {
        return faults;
    }

    /** How long it is until this fault is due, counted from 0; until the end for the one after the last. */
    Duration until(int fault) {
        double turns = fault >= faults ? faults : fault + (lane - 0.5) / LANES;
        long due = began + (long) (over.toNanos() * turns / Math.max(1, faults));
        return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
    }
}
