package io.restante.gateway.presence;

import io.restante.gateway.socket.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one socket is told, in order: nothing before it is connected, nothing after it was told why it is over. */
final class Feed {
    private final Outbox outbox;
    private final List<byte[]> early = new ArrayList<>();
    private boolean connected;
    private boolean over;

    Feed(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The socket is connected, which this frame tells it; whether everything found room. */
    synchronized boolean begin(byte[] frame) {
        connected = true;
        boolean room = over || outbox.send(frame, new CompletableFuture<>());
        for (byte[] waited : early) {
            room = room && offer(waited);
        }
        early.clear();
        return room;
    }

    /** An event; whether there was room for it. */
    synchronized boolean offer(byte[] frame) {
        if (over) {
            return true;
        }
        if (!connected) {
            early.add(frame);
            return true;
        }
        return outbox.offer(frame);
    }

    /** Something the client must know, after which events go on. */
    synchronized void say(byte[] frame) {
        if (!over && !outbox.send(frame, new CompletableFuture<>())) {
            early.clear();
        }
    }

    /** The last thing the socket is told; completes when it was written, or cannot be. */
    synchronized CompletableFuture<Void> end(byte[] frame) {
        CompletableFuture<Void> writing = new CompletableFuture<>();
        if (over || !outbox.send(frame, writing)) {
            writing.completeExceptionally(new IllegalStateException("The socket takes no more"));
        }
        over = true;
        return writing;
    }
}
