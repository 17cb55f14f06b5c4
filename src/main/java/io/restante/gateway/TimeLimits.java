package io.restante.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets futures fail that are not done in time. Nearly all are done in time, and a limit that falls away wakes nobody here; {@link CompletableFuture#orTimeout} would wake a
 * thread twice for each.
 */
public final class TimeLimits {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private TimeLimits() {}

    private static ScheduledThreadPoolExecutor clock() {
        var clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("time-limits").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /**
     * Returns the future itself, which fails with a {@link TimeoutException} when it is not done by then. What follows on that failure runs on a thread that all limits share, so it must not wait.
     */
    public static <T> CompletableFuture<T> limit(CompletableFuture<T> future, Duration time) {
        if (!future.isDone()) {
            ScheduledFuture<?> end = CLOCK.schedule(
                    () -> future.completeExceptionally(new TimeoutException()), time.toNanos(), TimeUnit.NANOSECONDS);
            var unused = future.whenComplete((done, failure) -> end.cancel(false));
        }
        return future;
    }

    /** Limits that have neither passed nor fallen away. */
    static int waiting() {
        return CLOCK.getQueue().size();
    }
}
