package io.restante.gateway.rpc;

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
final class RpcClient implements AutoCloseable, WebSocket.Listener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private volatile boolean reading = true;

    RpcClient(URI address) {
        socket = http.newWebSocketBuilder().buildAsync(address, this).join();
    }

    RpcClient say(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    RpcClient sayBytes(String frame) {
        socket.sendBinary(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)), true)
                .join();
        return this;
    }

    /** Says it and returns the next frame. */
    String ask(String frame) {
        return say(frame).hear();
    }

    /** Calls a method under the id 1 and returns the answer without its envelope. */
    String call(String method, String params) {
        String answer = ask(request(1, method, params));
        String before = "{\"jsonrpc\":\"2.0\",";
        String after = ",\"id\":1}";
        if (!answer.startsWith(before) || !answer.endsWith(after)) {
            throw new AssertionError("Not an answer to request 1: " + answer);
        }
        return answer.substring(before.length(), answer.length() - after.length());
    }

    static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":" + id + "}";
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

    /** Frames heard and not asked for yet. */
    int waiting() {
        return heard.size();
    }

    /** The code the server closed with. */
    int closed() {
        return closed.orTimeout(5, TimeUnit.SECONDS).join();
    }

    void stopReading() {
        reading = false;
    }

    void readOn() {
        reading = true;
        socket.request(1);
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
