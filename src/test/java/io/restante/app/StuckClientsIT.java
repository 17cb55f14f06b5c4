package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for much and read nothing of it, and clients that never come to the end of what they ask: they harm themselves. */
@Tag("slow")
@Timeout(180)
class StuckClientsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STUCK = 20;
    private static final int LARGE = 20;
    private static final String PAYLOAD = "\"" + "z".repeat(500_000) + "\"";

    /** Less than the answers have, whatever the machine's sockets hold. */
    private static final int SMALL_BUFFER = 4_096;

    private static final String UPGRADE = String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: x",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    private final List<Socket> sockets = new ArrayList<>();
    private RunningProcess process;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        process = new RunningProcess(
                data, Map.of("gateway.http.requestsPerSecond", "0", "gateway.http.headTimeout", "PT1S"));
        for (int i = 0; i < LARGE; i++) {
            assertThat(process.post("/v1/mailboxes/large/messages", "{\"payload\":" + PAYLOAD + "}")
                            .statusCode())
                    .isEqualTo(202);
        }
        await().atMost(PATIENCE).until(() -> held("large") == LARGE);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        process.close();
    }

    private Socket stuck(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), process.addresses().gateway().getPort()));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        sockets.add(socket);
        return socket;
    }

    private int held(String mailbox) throws IOException, InterruptedException {
        HttpResponse<byte[]> status = process.get("/v1/mailboxes/" + mailbox);
        return RunningProcess.json(status).path("message_count").asInt(-1);
    }

    @Test
    void whoNeverReadsAndWhoNeverEndsHarmOnlyThemselves() throws Exception {
        int threads = Thread.activeCount();
        for (int i = 0; i < STUCK; i++) {
            stuck("GET /v1/mailboxes/large/messages HTTP/1.1\r\nHost: x\r\n\r\n");
            stuck("GET /v1/mailboxes/large/stream HTTP/1.1\r\nHost: x\r\n\r\n");
            stuck("POST /v1/mailboxes/large/take HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{");
            stuck(UPGRADE);
        }
        List<Socket> halves = new ArrayList<>();
        for (int i = 0; i < STUCK; i++) {
            halves.add(stuck("GET /v1/mailboxes/large HTTP/1.1\r\nHost:"));
        }
        IntStream.range(0, 12).forEach(n -> serves("served-" + n));
        for (Socket half : halves) {
            await().atMost(PATIENCE).until(() -> half.getInputStream().read() < 0);
        }
        IntStream.range(0, 12).forEach(n -> serves("served-later-" + n));
        assertThat(held("large")).isEqualTo(LARGE);
        assertThat(Thread.activeCount()).as("platform threads").isLessThan(threads + STUCK);
    }

    /** Adds, looks, takes and acknowledges by REST, and asks by socket. */
    private void serves(String mailbox) {
        String path = "/v1/mailboxes/" + mailbox;
        try {
            assertThat(process.post(path + "/messages", "{\"id\":\"m\",\"payload\":1}")
                            .statusCode())
                    .isEqualTo(202);
            HttpResponse<byte[]> taken = process.post(path + "/take", "{}");
            assertThat(taken.statusCode()).as(RunningProcess.text(taken)).isEqualTo(200);
            assertThat(RunningProcess.json(taken).path("messages")).hasSize(1);
            try (RpcSocketClient socket = process.rpc()) {
                assertThat(socket.call(
                                "removeMessages", "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":[\"m\"]}"))
                        .contains("\"result\":true");
            }
            assertThat(held(mailbox)).isZero();
        } catch (IOException e) {
            throw new AssertionError(mailbox + " is not served", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(mailbox + " is not served", e);
        }
    }
}
