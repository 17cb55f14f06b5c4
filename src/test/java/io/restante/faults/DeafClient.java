package io.restante.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a WebSocket that asks for a mailbox's live session and then never reads a byte. */
final class DeafClient implements AutoCloseable {
    private static final int SMALL = 4_096;
    private static final int LONG_FRAME = 126;

    private final Socket socket;

    DeafClient(RolePart gateway, String mailbox) {
        try {
            this.socket = new Socket();
            socket.setReceiveBufferSize(SMALL);
            socket.connect(new java.net.InetSocketAddress(
                    InetAddress.getLoopbackAddress(), gateway.webSocket().getPort()));
            say(String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "",
                    ""));
            awaitUpgrade();
            socket.getOutputStream()
                    .write(frame(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"addLiveSession\",\"params\":{\"connectionId\":\""
                                    + mailbox + "\",\"sessionId\":\"deaf\"}}"));
        } catch (IOException e) {
            throw new UncheckedIOException("No socket to " + gateway.name(), e);
        }
    }

    private void say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void awaitUpgrade() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("The socket was not upgraded: " + head);
            }
            head.append((char) read);
        }
    }

    /** A masked text frame; the mask is all zeros, which changes nothing. */
    private static byte[] frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (bytes.length < LONG_FRAME) {
            frame.write(0x80 | bytes.length);
        } else {
            frame.write(0x80 | LONG_FRAME);
            frame.write(bytes.length >> 8);
            frame.write(bytes.length & 0xff);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(bytes);
        return frame.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A socket does not close", e);
        }
    }
}
