package io.restante.gateway.presence;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that says what the test says, and keeps what it hears. It answers pings as long as it reads. */
final class PresenceClient implements AutoCloseable, WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private volatile boolean reading = true;

    PresenceClient(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    PresenceClient say(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    PresenceClient sayBytes(String frame) {
        socket.sendBinary(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)), true)
                .join();
        return this;
    }

    String hear() {
        try {
            String frame = heard.poll(5, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("Heard nothing within 5 s");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The frame of why the socket is closed, and the code after it. */
    void endsWith(String frame, int code) {
        String heard = hear();
        if (!heard.equals(frame) || closed() != code) {
            throw new AssertionError("Expected " + frame + " and " + code + ", got " + heard + " and " + closed());
        }
    }

    /** Frames heard and not asked for yet. */
    int waiting() {
        return heard.size();
    }

    /** The code the server closed with. */
    int closed() {
        return closed.orTimeout(5, TimeUnit.SECONDS).join();
    }

    /** From now on it is as if the network were dead. */
    void stopReading() {
        reading = false;
    }

    /** Says goodbye in order. */
    void leave() {
        socket.sendClose(1000, "bye").join();
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard.add(part.toString());
            part.setLength(0);
        }
        readMore(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        readMore(from);
        return null;
    }

    private void readMore(WebSocket from) {
        if (reading) {
            from.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
    }
}
