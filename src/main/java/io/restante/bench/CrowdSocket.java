package io.restante.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.bench.Frames.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** One of a crowd's sockets on the presence wire: upgraded, then connected, then over. */
final class CrowdSocket {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] END_OF_HEADERS = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final LongAdder events;
    private final CompletableFuture<Long> connected = new CompletableFuture<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private ByteBuffer unread = ByteBuffer.allocate(0);

    /**
     * Upgraded when this returns.
     *
     * @param events counts what happens to its group
     */
    CrowdSocket(URI address, LongAdder events) throws IOException {
        this.events = events;
        this.channel = SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        writeAll(ByteBuffer.wrap(("GET " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        String answer = headers();
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new BenchException("No WebSocket at " + address + ": "
                    + answer.lines().findFirst().orElse(""));
        }
        channel.configureBlocking(false);
    }

    /** The server says nothing on the WebSocket before it was asked. */
    private String headers() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        int matched = 0;
        while (matched < END_OF_HEADERS.length && channel.read(one.clear()) == 1) {
            byte read = one.get(0);
            headers.write(read);
            matched = read == END_OF_HEADERS[matched] ? matched + 1 : read == END_OF_HEADERS[0] ? 1 : 0;
        }
        return headers.toString(StandardCharsets.US_ASCII);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Completes with the session's epoch; fails when there will be none. */
    CompletableFuture<Long> connected() {
        return connected;
    }

    /** Completes with what the client was told, or with what else ended the socket. */
    CompletableFuture<String> over() {
        return over;
    }

    void say(String text) throws IOException {
        writeAll(Frames.written(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the client says always fits into the socket's buffer. */
    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Hears what has come.
     *
     * @param buffer for what is read; nothing of it is kept
     */
    void hear(ByteBuffer buffer) throws IOException {
        buffer.clear().put(unread);
        int read = channel.read(buffer);
        buffer.flip();
        for (var frame = Frames.read(buffer); frame.isPresent(); frame = Frames.read(buffer)) {
            heard(frame.get());
        }
        unread = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        if (read < 0) {
            end("the connection ended");
        }
    }

    private void heard(Frame frame) throws IOException {
        switch (frame.kind()) {
            case Frames.TEXT -> heard(JSON.readTree(frame.bytes()));
            case Frames.PING -> writeAll(Frames.written(Frames.PONG, frame.bytes()));
            case Frames.CLOSE -> end("the socket was closed");
            default -> throw new BenchException("A frame of kind " + frame.kind() + " was not expected");
        }
    }

    private void heard(JsonNode said) {
        if (said.has("id")) {
            events.increment();
        } else if (said.path("type").asText().equals("connect_success")) {
            connected.complete(said.at("/payload/epoch").asLong());
        } else {
            over.complete(said.at("/payload/type").asText());
        }
    }

    /** Closes the connection; the first reason stays. */
    void end(String reason) throws IOException {
        over.complete(reason);
        connected.completeExceptionally(new BenchException("A session was not granted: " + over.join()));
        channel.close();
    }
}
