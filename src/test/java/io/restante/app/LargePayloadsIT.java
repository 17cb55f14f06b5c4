package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static io.restante.app.RunningProcess.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads as large as they may be, and mailboxes full of large ones. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class LargePayloadsIT {
    private static final int LARGEST_PAYLOAD = 1 << 20;
    private static final int LARGEST_BODY = LARGEST_PAYLOAD + (64 << 10);
    private static final int MESSAGE_TOO_BIG = 1009;
    private static final int MANY = 100;
    private static final int HALF_A_MEBIBYTE = 500 << 10;

    /** What JSON libraries would write differently: spaces, a number with zeros, escapes, unicode. */
    private static final String TRICKY = "{ \"z\": 1.00,\"a\" :\"\\u00e9é🙂\\/\",\n \"fill\":\"";

    private static final String PAYLOAD = TRICKY + filling(LARGEST_PAYLOAD - utf8(TRICKY) - 2) + "\"}";

    private RunningProcess process;

    @BeforeAll
    void start(@TempDir Path data) {
        process = new RunningProcess(data, Map.of("delivery.grace", "PT0.2S"));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Text that does not compress to nothing. */
    private static String filling(int bytes) {
        StringBuilder text = new StringBuilder(bytes + 16);
        for (int i = 0; text.length() < bytes; i++) {
            text.append(i).append(' ');
        }
        text.setLength(bytes);
        return text.toString();
    }

    private static void assertHasPayload(String answer) {
        assertThat(answer.contains(PAYLOAD))
                .as("the payload is in it byte for byte: %s…", answer.substring(0, Math.min(200, answer.length())))
                .isTrue();
    }

    @Test
    void aMebibyteGoesThroughRestByteForByte() throws Exception {
        assertThat(utf8(PAYLOAD)).isEqualTo(LARGEST_PAYLOAD);
        assertThat(process.post("/v1/mailboxes/rest/messages", "{\"id\":\"a\",\"payload\":" + PAYLOAD + "}")
                        .statusCode())
                .isEqualTo(202);
        assertHasPayload(text(process.get("/v1/mailboxes/rest/messages")));
        assertHasPayload(text(process.post("/v1/mailboxes/rest/take", "{}")));
        assertThat(json(process.get("/v1/mailboxes/rest")).get("total_bytes").intValue())
                .isEqualTo(LARGEST_PAYLOAD);
    }

    @Test
    void aMebibyteGoesThroughTheSocketByteForByte() throws Exception {
        try (RpcSocketClient socket = process.rpc()) {
            socket.call("addLiveSession", "{\"connectionId\":\"rpc\",\"sessionId\":\"s\"}");
            assertThat(socket.call("addMessage", "{\"connectionId\":\"rpc\",\"id\":\"a\",\"payload\":" + PAYLOAD + "}"))
                    .contains("\"messageId\":\"a\"");
            assertHasPayload(socket.event());
            assertHasPayload(socket.call("takeFromQueue", "{\"connectionId\":\"rpc\"}"));
            socket.call("removeMessages", "{\"connectionId\":\"rpc\",\"messageIds\":[\"a\"]}");
            assertThat(socket.call("getAvailableMessageCount", "{\"connectionId\":\"rpc\"}"))
                    .contains("\"result\":0");
        }
    }

    @Test
    void aByteTooManyIsRefusedAndNothingBreaks() throws Exception {
        try (RpcSocketClient other = process.rpc();
                RpcSocketClient socket = process.rpc()) {
            String start = "{\"payload\":\"";
            String body = start + "x".repeat(LARGEST_BODY + 1 - start.length() - 2) + "\"}";
            HttpResponse<byte[]> refused = process.post("/v1/mailboxes/over/messages", body);
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(text(refused)).contains("body-too-large", String.valueOf(LARGEST_BODY));
            socket.sendFrame(body);
            assertThat(socket.closed()).isEqualTo(MESSAGE_TOO_BIG);
            assertThat(other.call("addMessage", "{\"connectionId\":\"over\",\"payload\":1}"))
                    .contains("messageId");
            assertThat(process.post("/v1/mailboxes/over/messages", "{\"payload\":2}")
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    /** A connection that is closed while its client writes takes the answer with it. */
    @ParameterizedTest
    @CsvSource({"/v1/mailboxes/over/messages, 413", "/v1/relays, 413", "/v1/nowhere, 404"})
    void whoStillWritesABodyThatIsRefusedSeesTheAnswer(String path, int status) throws Exception {
        URI gateway = process.addresses().gateway();
        byte[] half = new byte[(LARGEST_BODY + 2) / 2];
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: "
                            + 2 * half.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(half);
            socket.setSoTimeout(500);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .as("nothing is answered while it writes")
                    .isInstanceOf(SocketTimeoutException.class);
            out.write(half);
            socket.setSoTimeout(30_000);
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 " + status);
        }
    }

    @Test
    void aMailboxOfManyLargeMessagesIsTakenPageByPage() throws Exception {
        fill("pages", MANY, HALF_A_MEBIBYTE);
        List<String> taken = new ArrayList<>();
        int page = 0;
        while (taken.size() < MANY) {
            List<String> ids = json(process.post("/v1/mailboxes/pages/take", "{}"))
                    .get("messages")
                    .findValuesAsText("id");
            assertThat(ids).as("page %d", ++page).isNotEmpty().hasSizeLessThan(MANY);
            taken.addAll(ids);
            acknowledge("pages", ids);
        }
        assertThat(taken).containsExactlyElementsOf(numbered(MANY));
    }

    @Test
    void aBacklogOfLargeMessagesIsStreamed() throws Exception {
        fill("stream", MANY, HALF_A_MEBIBYTE);
        assertThat(streamed("stream", MANY)).containsExactlyElementsOf(numbered(MANY));
    }

    @Test
    void aBacklogOfTheLargestMessagesIsStreamed() throws Exception {
        fill("largest", 40, LARGEST_PAYLOAD);
        assertThat(streamed("largest", 40)).containsExactlyElementsOf(numbered(40));
    }

    @Test
    void aBacklogOfLargeMessagesComesOverTheSocket() throws Exception {
        fill("events", MANY, HALF_A_MEBIBYTE);
        List<String> ids = new ArrayList<>();
        try (RpcSocketClient socket = process.rpc()) {
            socket.call("addLiveSession", "{\"connectionId\":\"events\",\"sessionId\":\"s\"}");
            while (ids.size() < MANY) {
                for (JsonNode message : json(socket.event()).at("/params/messages")) {
                    String id = message.get("id").textValue();
                    if (!ids.contains(id)) {
                        ids.add(id);
                    }
                    assertThat(socket.call(
                                    "removeMessages", "{\"connectionId\":\"events\",\"messageIds\":[\"" + id + "\"]}"))
                            .contains("true");
                }
            }
        }
        assertThat(ids).containsExactlyElementsOf(numbered(MANY));
    }

    private void fill(String mailbox, int messages, int size) throws Exception {
        String payload = '"' + filling(size - 2) + '"';
        for (String id : numbered(messages)) {
            assertThat(process.post(
                                    "/v1/mailboxes/" + mailbox + "/messages",
                                    "{\"id\":\"" + id + "\",\"payload\":" + payload + "}")
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private static List<String> numbered(int messages) {
        return IntStream.range(0, messages).mapToObj(String::valueOf).toList();
    }

    private void acknowledge(String mailbox, List<String> ids) throws Exception {
        String list = ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
        HttpResponse<byte[]> done =
                process.post("/v1/mailboxes/" + mailbox + "/acknowledgements", "{\"ids\":[" + list + "]}");
        assertThat(json(done).get("acknowledged").intValue()).isEqualTo(ids.size());
    }

    /** The ids a stream brings until it has brought so many and the backlog is done; each is acknowledged when it comes. */
    private List<String> streamed(String mailbox, int messages) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(process.rest("/v1/mailboxes/" + mailbox + "/stream"))
                .build();
        List<String> ids = new ArrayList<>();
        boolean done = false;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                process.client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !(done && ids.size() >= messages)) {
                if (line.startsWith("data: {\"id\"")) {
                    String id =
                            json(line.substring("data: ".length())).get("id").textValue();
                    ids.add(id);
                    acknowledge(mailbox, List.of(id));
                }
                done |= line.equals("event: backlog-done");
                line = lines.readLine();
            }
        }
        return ids;
    }
}
