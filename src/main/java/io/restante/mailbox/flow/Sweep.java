package io.restante.mailbox.flow;

import java.time.Duration;
import java.time.Instant;

/** Where a sweep over an index of times begins, so that the entries long done, which a store keeps for a while, are not walked over each time. */
final class Sweep {
    /** A sweep starts this much before the one before ended, because records of other inputs may carry slightly older times. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** Every so many sweeps one starts from the beginning. */
    private static final int FULL = 120;

    private Instant resume = Instant.EPOCH;
    private int sweeps;

    Instant from() {
        return sweeps++ % FULL == 0 ? Instant.EPOCH : resume;
    }

    /** The next sweep starts from the beginning. */
    void again() {
        sweeps = 0;
    }

    /** Everything before this time was dealt with. */
    void reached(Instant time) {
        resume = time.minus(OVERLAP);
    }
}
