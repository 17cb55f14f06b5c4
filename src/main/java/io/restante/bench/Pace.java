package io.restante.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A steady rate: each thing is due at its time, however late the one before it was. */
final class Pace {
    private final int perSecond;
    private final long start = System.nanoTime();

    /** Begins now. */
    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Returns when the thing with this number is due, at once when it is late. */
    void await(long number) {
        long due = start + number * Duration.ofSeconds(1).toNanos() / perSecond;
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
            LockSupport.parkNanos(early);
        }
    }

    /** Does so many things, one after the other. */
    static void each(int things, int perSecond, IntConsumer each) {
        Pace pace = new Pace(perSecond);
        for (int n = 0; n < things; n++) {
            pace.await(n);
            each.accept(n);
        }
    }
}
