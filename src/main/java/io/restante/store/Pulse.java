package io.restante.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Beats as long as the process runs, and so notices that it stood still: a process that was stopped, a machine that was. What a single thread waits for is no
 * standstill: its consumer tells the group meanwhile that it lives.
 */
final class Pulse {
    /** Beats within the shortest standstill that counts. */
    private static final int BEATS = 10;

    private static final Map<Duration, Pulse> RUNNING = new ConcurrentHashMap<>();
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("pulse").daemon().factory());

    private final LongSupplier nanoTime;
    private final long limitNanos;
    private long last;
    private long standstills;

    Pulse(Duration limit, LongSupplier nanoTime) {
        this.limitNanos = limit.toNanos();
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** This process's; standstills longer than the limit count. */
    static Pulse of(Duration limit) {
        return RUNNING.computeIfAbsent(limit, Pulse::start);
    }

    private static Pulse start(Duration limit) {
        Pulse pulse = new Pulse(limit, System::nanoTime);
        long every = limit.toNanos() / BEATS;
        var unused = TIMER.scheduleWithFixedDelay(pulse::standstills, every, every, TimeUnit.NANOSECONDS);
        return pulse;
    }

    /** How often the process stood still, up to now. */
    synchronized long standstills() {
        long now = nanoTime.getAsLong();
        if (now - last > limitNanos) {
            standstills++;
        }
        last = now;
        return standstills;
    }
}
