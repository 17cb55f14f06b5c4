package io.restante.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An agent on the presence wire, on the JDK's own WebSocket: it connects to a group, and keeps what it is told. */
public final class AgentClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private final JsonNode success;

    /**
     * Connects; returns when the session is granted.
     *
     * @throws DemoException when it is not
     */
    public AgentClient(URI address, String token, String group, String label) {
        try {
            this.socket = http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .buildAsync(address, new Ear())
                    .join();
        } catch (CompletionException e) {
            http.shutdownNow();
            throw new DemoException("No WebSocket at " + address + ": " + e.getMessage(), e);
        }
        socket.sendText(
                        "{\"type\":\"connect_request\",\"payload\":{\"token\":\"" + token + "\",\"classroom_id\":\""
                                + group + "\",\"agent_label\":\"" + label + "\"}}",
                        true)
                .join();
        this.success = next(PATIENCE).orElseThrow(() -> new DemoException("connect_request was not answered."));
        if (!success.path("type").asText().equals("connect_success")) {
            close();
            throw new DemoException("Not connected: " + success);
        }
    }

    /** The epoch of its session. */
    public long epoch() {
        return success.at("/payload/epoch").asLong();
    }

    /** The next frame. */
    public Optional<JsonNode> next(Duration patience) {
        try {
            return Optional.ofNullable(told.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while waiting for a frame.", e);
        }
    }

    /** What the next frame is called: an event's operation and its agent, or an error's type; {@code nothing} when none comes. */
    public String heard(Duration patience) {
        return next(patience).map(AgentClient::called).orElse("nothing");
    }

    private static String called(JsonNode frame) {
        if (frame.has("id")) {
            String agent = frame.at("/payload/agent_id").asText();
            return (frame.at("/id/operation").asText() + " " + agent).strip();
        }
        return frame.at("/payload/type").asText(frame.path("type").asText());
    }

    /** The code the gateway closed with; empty when it does not within this time. */
    public Optional<Integer> closed(Duration patience) {
        try {
            return Optional.of(closed.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new DemoException("The socket broke.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while waiting for the end of a socket.", e);
        }
    }

    /** Says goodbye as a client does that knows it is leaving. */
    public void leave() {
        socket.sendClose(1000, "bye").join();
    }

    /** Hears the socket, and why it ended. */
    private final class Ear extends TextFrames {
        @Override
        protected void hear(String frame) {
            try {
                told.add(json.readTree(frame));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(new DemoException("A frame is not JSON: " + frame, e));
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
    }

    /** Leaves without a word, as a client does that loses its network. */
    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
