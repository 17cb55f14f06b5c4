package io.restante.store;

import java.util.function.LongSupplier;

/**
 * Notices that the thread which writes stood still in the middle of its work for so long that others have the work by now: a process that was stopped, a machine
 * that was. What is written as often as a store commits has no long pauses while anything waits.
 */
final class Standstill {
    private final LongSupplier nanoTime;
    private long limitNanos = Long.MAX_VALUE;
    private long last;
    private boolean noticed;

    Standstill(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins anew. */
    void limit(long nanos) {
        limitNanos = nanos;
        last = nanoTime.getAsLong();
        noticed = false;
    }

    /**
     * The thread is at work.
     *
     * @param working whether it was when it was here last
     */
    void beat(boolean working) {
        long now = nanoTime.getAsLong();
        noticed |= working && now - last > limitNanos;
        last = now;
    }

    boolean noticed() {
        return noticed;
    }
}
