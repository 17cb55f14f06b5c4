package io.restante.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.mailbox.OpenMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RpcLimitsTest {
    private static final String MAILBOX = "{\"connectionId\":\"m\"}";
    private static final String SESSION = "{\"connectionId\":\"m\",\"sessionId\":\"s\"}";

    private static RpcRules rules(long outboundLimit, int pipelined, Duration pingInterval, Duration pongTimeout) {
        return new RpcRules(
                1 << 20,
                outboundLimit,
                pipelined,
                pingInterval,
                pongTimeout,
                Duration.ofMillis(1_800),
                Duration.ofSeconds(10));
    }

    private static RpcRules patient(long outboundLimit, int pipelined) {
        return rules(outboundLimit, pipelined, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }

    @Test
    void aSlowReaderLosesHandOutsButNoAnswer() {
        int messages = 400;
        try (RpcServer server = new RpcServer(patient(1 << 20, 256));
                RpcClient client = server.connect()) {
            client.call("addLiveSession", SESSION);
            client.stopReading();
            Payload large = Payload.ofText("\"" + "x".repeat(100_000) + "\"");
            for (int n = 0; n < messages; n++) {
                server.sessions.handOut(
                        "m",
                        List.of(new OpenMessage(new MessageId("id-" + n), n, MailboxesInMemory.RECEIVED, 1, large)));
            }
            client.say(RpcClient.request(1, "ping", "{}"));
            client.readOn();
            List<Integer> heard = new ArrayList<>();
            for (String frame = client.hear(); !frame.endsWith(",\"id\":1}"); frame = client.hear()) {
                int id = frame.indexOf("\"id-") + "\"id-".length();
                heard.add(Integer.valueOf(frame.substring(id, frame.indexOf('"', id))));
            }
            assertThat(heard).startsWith(0).isSorted().doesNotHaveDuplicates().hasSizeLessThan(messages);
        }
    }

    @Test
    void aSocketWhoseAnswersAreNotReadIsClosed() {
        try (RpcServer server = new RpcServer(rules(1 << 20, 256, Duration.ofSeconds(30), Duration.ofMillis(200)));
                RpcClient client = server.connect()) {
            client.call("addMessage", "{\"connectionId\":\"m\",\"payload\":\"" + "x".repeat(900_000) + "\"}");
            client.stopReading();
            for (int n = 1; n <= 50; n++) {
                client.say(RpcClient.request(n, "takeFromQueue", MAILBOX));
            }
            await().until(() -> server.gateway.size() == 0);
        }
    }

    @Test
    void moreRequestsThanMayWaitAreUnavailable() {
        try (RpcServer server = new RpcServer(patient(1 << 20, 2));
                RpcClient client = server.connect()) {
            CompletableFuture<Void> brake = new CompletableFuture<>();
            server.mailboxes.waitFor(brake);
            client.say(RpcClient.request(1, "takeFromQueue", MAILBOX))
                    .say(RpcClient.request(2, "takeFromQueue", MAILBOX));
            assertThat(client.ask(RpcClient.request(3, "takeFromQueue", MAILBOX)))
                    .contains("\"code\":-32001")
                    .endsWith("\"id\":3}");
            assertThat(client.ask(RpcClient.request(4, "rpc.on", "[\"messagesReceived\"]")))
                    .contains("\"ok\"");
            brake.complete(null);
            client.hear();
            client.hear();
            assertThat(client.call("takeFromQueue", MAILBOX)).isEqualTo("\"result\":[]");
        }
    }

    @Test
    void aSocketThatAnswersPingsStaysAndOneThatDoesNotIsGone() {
        try (RpcServer server = new RpcServer(rules(1 << 20, 256, Duration.ofMillis(200), Duration.ofMillis(150)));
                RpcClient silent = server.connect();
                RpcClient lively = server.connect()) {
            silent.call("addLiveSession", SESSION);
            silent.stopReading();
            await().untilAsserted(() -> assertThat(server.sessions.told()).contains("close m timed_out"));
            await().until(() -> server.gateway.size() == 1);
            assertThat(lively.call("ping", "{}")).isEqualTo("\"result\":\"pong\"");
        }
    }

    @Test
    void compressionIsDeclined() throws IOException {
        try (RpcServer server = new RpcServer(RpcRules.DEFAULTS);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String upgrade = """
                    GET / HTTP/1.1\r
                    Host: localhost\r
                    Upgrade: websocket\r
                    Connection: Upgrade\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
                    \r
                    """;
            socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
            assertThat(headers(socket.getInputStream()))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    private static String headers(InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append((char) in.read());
        }
        return read.toString();
    }
}
