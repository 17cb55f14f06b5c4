package io.restante.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client of the mailbox protocol that keeps frames as the text they came in. */
final class RpcSocketClient implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    /** @param headers names and values by turns */
    RpcSocketClient(HttpClient client, URI address, String... headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(address, this).join();
    }

    /** Sends a request; completes with the frame that answers it. */
    CompletableFuture<String> start(String method, String params) {
        int id = ids.incrementAndGet();
        CompletableFuture<String> answer =
                new CompletableFuture<String>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        answers.put(id, answer);
        sendFrame("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":" + id + "}");
        return answer;
    }

    String call(String method, String params) {
        return start(method, params).join();
    }

    void sendFrame(String frame) {
        socket.sendText(frame, true).join();
    }

    /** The next event's frame. */
    String event() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("No event within " + PATIENCE_SECONDS + " s");
        }
        return event;
    }

    /** The code the server closed with. */
    int closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            heard(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void heard(String frame) {
        JsonNode id = parse(frame).path("id");
        if (id.isInt()) {
            CompletableFuture<String> answer = answers.remove(id.intValue());
            if (answer != null) {
                answer.complete(frame);
            }
        } else {
            events.add(frame);
        }
    }

    private static JsonNode parse(String frame) {
        try {
            return RunningProcess.json(frame);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + frame, e);
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
    }
}
