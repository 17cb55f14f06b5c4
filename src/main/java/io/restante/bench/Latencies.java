package io.restante.bench;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/** When each of a number of things left and when it arrived, on the same clock. Each has to arrive exactly once. */
final class Latencies {
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicLongArray left;
    private final AtomicLongArray arrived;
    private final AtomicIntegerArray arrivals;
    private final List<CountDownLatch> missing;

    Latencies(int things) {
        this.left = new AtomicLongArray(things);
        this.arrived = new AtomicLongArray(things);
        this.arrivals = new AtomicIntegerArray(things);
        this.missing =
                Stream.generate(() -> new CountDownLatch(1)).limit(things).toList();
    }

    /** All leave at once. */
    void left() {
        long now = System.nanoTime();
        for (int thing = 0; thing < things(); thing++) {
            left.set(thing, now);
        }
    }

    void left(int thing) {
        left.set(thing, System.nanoTime());
    }

    void arrived(int thing) {
        if (arrivals.incrementAndGet(thing) == 1) {
            arrived.set(thing, System.nanoTime());
            missing.get(thing).countDown();
        }
    }

    int things() {
        return missing.size();
    }

    /** Returns when the thing has arrived. */
    void await(int thing) {
        try {
            if (!missing.get(thing).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                long arrived =
                        missing.stream().filter(each -> each.getCount() == 0).count();
                throw new BenchException(thing + " did not arrive within " + PATIENCE_SECONDS + " s; " + arrived
                        + " of " + things() + " did");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    /** @throws BenchException when something did not arrive, or arrived twice */
    void await() {
        for (int thing = 0; thing < things(); thing++) {
            await(thing);
        }
        for (int thing = 0; thing < things(); thing++) {
            if (arrivals.get(thing) != 1) {
                throw new BenchException(thing + " arrived " + arrivals.get(thing) + " times");
            }
        }
    }

    /** In milliseconds; the share is 0.5 for the median. */
    double quantile(double share) {
        long[] sorted = new long[things()];
        for (int thing = 0; thing < sorted.length; thing++) {
            sorted[thing] = arrived.get(thing) - left.get(thing);
        }
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }
}
