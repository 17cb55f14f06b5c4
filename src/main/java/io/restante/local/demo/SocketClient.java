package io.restante.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC client on the JDK's own WebSocket: asks and is answered, and keeps the messages it is sent meanwhile. */
public final class SocketClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Long, CompletableFuture<Answer>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final WebSocket socket;

    /**
     * A message of an event.
     *
     * @param frame the whole event as it came
     * @param at when it came, by {@link System#nanoTime}
     */
    public record Received(String mailbox, String id, JsonNode payload, String frame, long at) {}

    /**
     * An answer that is no error.
     *
     * @param frame the whole answer as it came
     */
    public record Answer(JsonNode result, String frame) {}

    /** @throws DemoException when nobody answers there */
    public SocketClient(URI address) {
        try {
            this.socket = http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .buildAsync(address, new Ear())
                    .join();
        } catch (CompletionException e) {
            http.shutdownNow();
            throw new DemoException("No WebSocket at " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param params JSON
     * @throws DemoException when the answer is an error, or there is none
     */
    public JsonNode call(String method, String params) {
        return ask(method, params).result();
    }

    /** As {@link #call}, for whoever wants to see the frame. */
    public Answer ask(String method, String params) {
        long id = ids.incrementAndGet();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String frame =
                "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":" + id + "}";
        try {
            return CompletableFuture.allOf(socket.sendText(frame, true))
                    .thenCompose(sent -> answer)
                    .orTimeout(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new DemoException(method + " " + params + " was not answered: " + e.getCause(), e);
        } finally {
            asked.remove(id);
        }
    }

    /** The next message sent to this socket. */
    public Optional<Received> next(Duration patience) {
        try {
            return Optional.ofNullable(received.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while waiting for a message.", e);
        }
    }

    /** Whether the other side is gone. */
    public boolean closed() {
        return gone.isDone();
    }

    private void end(Throwable reason) {
        gone.complete(null);
        asked.values().forEach(each -> each.completeExceptionally(reason));
    }

    /** Hears the socket, and why it ended. */
    private final class Ear extends TextFrames {
        @Override
        protected void hear(String frame) {
            long at = System.nanoTime();
            try {
                JsonNode said = json.readTree(frame);
                if (said.hasNonNull("id") && !said.has("method")) {
                    CompletableFuture<Answer> waiting = asked.get(said.get("id").asLong());
                    if (waiting != null && said.has("result")) {
                        waiting.complete(new Answer(said.get("result"), frame));
                    } else if (waiting != null) {
                        waiting.completeExceptionally(new DemoException("it was an error: " + said.get("error")));
                    }
                    return;
                }
                JsonNode params = said.path("params");
                for (JsonNode each : params.path("messages")) {
                    received.add(new Received(
                            params.path("connectionId").asText(),
                            each.path("id").asText(),
                            each.path("encryptedMessage"),
                            frame,
                            at));
                }
            } catch (JsonProcessingException e) {
                gone.completeExceptionally(new DemoException("A frame is not JSON: " + frame, e));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new DemoException("the socket was closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(error);
        }
    }

    /** Leaves without a word, as a client does that loses its network. */
    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
