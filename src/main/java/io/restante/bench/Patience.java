package io.restante.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes by itself. */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private Patience() {}

    /** @throws BenchException when it does not come */
    static void until(String what, BooleanSupplier holds) {
        until(what, LIMIT, holds);
    }

    /** @throws BenchException when it does not come within the time */
    static void until(String what, Duration limit, BooleanSupplier holds) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchException("It took more than " + limit.toSeconds() + " s until " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
