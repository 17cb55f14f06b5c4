package io.restante.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.local.demo.TextFrames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A socket of the mailbox protocol that is spoken to without waiting, and heard frame by frame. */
final class BenchSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BiConsumer<BenchSocket, JsonNode> heard;
    private final WebSocket socket;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private CompletableFuture<?> saying = CompletableFuture.completedFuture(null);

    /** @param heard is told each frame with the socket it came to, on the thread that reads */
    BenchSocket(URI address, BiConsumer<BenchSocket, JsonNode> heard) {
        this.heard = heard;
        try {
            this.socket = http.newWebSocketBuilder()
                    .buildAsync(address, new Ear())
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            http.shutdownNow();
            throw new BenchException("No WebSocket at " + address, e);
        }
    }

    /**
     * Asks, without waiting for the answer.
     *
     * @param id above 0
     * @param params JSON
     */
    void say(int id, String method, String params) {
        String frame =
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
        synchronized (this) {
            saying = saying.thenCompose(before -> socket.sendText(frame, true)).whenComplete((sent, e) -> {
                if (e != null) {
                    fail(e);
                }
            });
        }
    }

    void add(int id, String mailbox, String message) {
        say(
                id,
                "addMessage",
                "{\"connectionId\":\"" + mailbox + "\",\"id\":\"" + message + "\",\"payload\":"
                        + SocketBenchmark.PAYLOAD.text() + "}");
    }

    /** What comes after the first trouble comes from it. */
    private void fail(Throwable trouble) {
        failure.compareAndSet(null, trouble);
    }

    /** @throws BenchException when it broke, or something that was said was answered with an error */
    void alive() {
        Throwable trouble = failure.get();
        if (trouble != null) {
            throw new BenchException("A socket broke. " + trouble.getMessage(), trouble);
        }
    }

    /** Hears the socket, and why it ended. */
    private final class Ear extends TextFrames {
        @Override
        protected void hear(String frame) {
            try {
                JsonNode said = JSON.readTree(frame);
                if (said.has("error")) {
                    fail(new BenchException("An error was answered: " + frame));
                } else {
                    heard.accept(BenchSocket.this, said);
                }
            } catch (JsonProcessingException | RuntimeException e) {
                fail(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            fail(new BenchException("The socket was closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            fail(error);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
