package io.restante.gateway.socket;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * What waits to be written to one socket, bounded in bytes. Frames that may be lost may fill half of it, so that a client that is slow to read them
 * still gets the others. An empty outbox takes one frame of any size.
 */
public final class Outbox {
    private final Session session;
    private final long limit;
    private final AtomicLong waiting = new AtomicLong();

    public Outbox(Session session, long limit) {
        this.session = session;
        this.limit = limit;
    }

    /** Sends a frame that may be lost; whether there was room for it. */
    public boolean offer(byte[] frame) {
        return write(frame, limit / 2, new CompletableFuture<>());
    }

    /**
     * Sends a frame that must not be lost; whether there was room for it.
     *
     * @param writing completes when the frame was written, or fails
     */
    public boolean send(byte[] frame, CompletableFuture<Void> writing) {
        return write(frame, limit, writing);
    }

    private boolean write(byte[] frame, long bound, CompletableFuture<Void> writing) {
        if (!reserve(frame.length, bound)) {
            writing.completeExceptionally(new IllegalStateException("More than " + bound + " bytes wait already"));
            return false;
        }
        session.sendText(
                new String(frame, StandardCharsets.UTF_8),
                Callback.from(
                        () -> {
                            waiting.addAndGet(-frame.length);
                            writing.complete(null);
                        },
                        failure -> {
                            waiting.addAndGet(-frame.length);
                            writing.completeExceptionally(failure);
                        }));
        return true;
    }

    private boolean reserve(long bytes, long bound) {
        long before;
        do {
            before = waiting.get();
            if (before > 0 && before + bytes > bound) {
                return false;
            }
        } while (!waiting.compareAndSet(before, before + bytes));
        return true;
    }
}
