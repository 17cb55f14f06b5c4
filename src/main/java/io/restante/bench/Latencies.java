package io.restante.bench;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each of a number of things left and when it arrived, on the same clock. Each has to arrive exactly once. */
final class Latencies {
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicLongArray left;
    private final AtomicLongArray arrived;
    private final AtomicIntegerArray arrivals;
    private final CountDownLatch missing;

    Latencies(int things) {
        this.left = new AtomicLongArray(things);
        this.arrived = new AtomicLongArray(things);
        this.arrivals = new AtomicIntegerArray(things);
        this.missing = new CountDownLatch(things);
    }

    void left(int thing) {
        left.set(thing, System.nanoTime());
    }

    void arrived(int thing) {
        if (arrivals.incrementAndGet(thing) == 1) {
            arrived.set(thing, System.nanoTime());
            missing.countDown();
        }
    }

    /** @throws BenchException when something did not arrive, or arrived twice */
    void await() {
        try {
            if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(missing.getCount() + " of " + left.length() + " did not arrive within "
                        + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
        for (int thing = 0; thing < left.length(); thing++) {
            if (arrivals.get(thing) != 1) {
                throw new BenchException(thing + " arrived " + arrivals.get(thing) + " times");
            }
        }
    }

    /** In milliseconds; the share is 0.5 for the median. */
    double quantile(double share) {
        long[] sorted = new long[left.length()];
        for (int thing = 0; thing < sorted.length; thing++) {
            sorted[thing] = arrived.get(thing) - left.get(thing);
        }
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }
}
