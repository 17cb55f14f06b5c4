package io.restante.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a benchmark has started, closed in the other order. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /** @throws BenchException at the first part that does not close; those started before it stay as they are */
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new BenchException(part.getClass().getSimpleName() + " did not close in order", e);
            }
        }
    }
}
