package io.restante.app.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets any number of readers follow one value that is made anew about once a second, for as long as anybody reads. A slow reader skips what it missed. */
final class Feed implements AutoCloseable {
    /** Readers at once; a page is one. */
    private static final int READERS = 64;

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final Supplier<byte[]> value;
    private final Semaphore places = new Semaphore(READERS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-feed").daemon().factory());
    private long number;
    private String latest = "";
    private boolean closed;

    Feed(Supplier<byte[]> value) {
        this.value = value;
        var unused = timer.scheduleAtFixedRate(this::renew, 0, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something new. */
    record Item(long number, String value) {}

    private void renew() {
        if (places.availablePermits() == READERS) {
            return;
        }
        try {
            String made = new String(value.get(), StandardCharsets.UTF_8);
            synchronized (this) {
                latest = made;
                number++;
                notifyAll();
            }
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule.
            LOG.warn("The console's state could not be written", e);
        }
    }

    /** Whether there was room for one more reader, which must {@link #leave}. */
    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /** The next item after this one; the same one again when none comes in that time or the feed is closed. */
    synchronized Item after(Item before, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (number <= before.number() && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return before;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return closed ? before : new Item(number, latest);
    }

    synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        timer.shutdownNow();
        notifyAll();
    }
}
