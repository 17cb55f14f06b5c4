package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restante.app.OpenApiDocument.Operation;
import io.restante.base.Payload;
import io.restante.local.chain.ApplicationStandIn;
import io.restante.local.chain.ApplicationStandIn.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document beside a running gateway: the same routes, and every example called as it stands there. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class OpenApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STREAM = "/v1/mailboxes/alice/stream";
    private static final String DEAD = "/v1/dead-letters?room=delivery";

    /** What the page is made of; the document describes the page. */
    private static final String FILES_OF_THE_PAGE = "/docs/";

    private OpenApiDocument document;
    private RunningProcess process;
    private String relaySession = "";

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        document = OpenApiDocument.read();
        process = new RunningProcess(
                data,
                Map.of(
                        "delivery.grace", "PT0.1S",
                        "settlement.heights.blocks", "2",
                        "delivery.maxAttempts", "1",
                        "delivery.acknowledgementWait", "PT0.5S"));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    @Test
    void theRoutesAndTheDocumentAreTheSameSet() {
        Set<String> described =
                document.operations().stream().map(Operation::route).collect(Collectors.toSet());
        Set<String> running = process.routes().stream()
                .filter(route -> !route.startsWith("HEAD ") && !route.contains(FILES_OF_THE_PAGE))
                .collect(Collectors.toSet());
        assertThat(described).isEqualTo(running);
        Set<String> heads = process.routes().stream()
                .filter(route -> route.startsWith("HEAD "))
                .map(route -> route.replace("HEAD ", "GET "))
                .collect(Collectors.toSet());
        assertThat(heads)
                .containsAll(described.stream()
                        .filter(route -> route.startsWith("GET "))
                        .toList());
    }

    @Test
    void theDocumentIsServedAsItWasWritten() throws Exception {
        assertThat(RunningProcess.text(process.get("/openapi.yaml"))).isEqualTo(Files.readString(OpenApiDocument.FILE));
        assertThat(RunningProcess.json(process.get("/openapi.json"))
                        .path("openapi")
                        .asText())
                .startsWith("3.1");
        for (String file : List.of("/docs", "/docs/docs.js", "/docs/docs.css")) {
            HttpResponse<byte[]> response = process.get(file);
            assertThat(response.statusCode()).as(file).isEqualTo(200);
            assertThat(RunningProcess.text(response)).doesNotContain("http://", "https://");
        }
    }

    /** In the order of the document, for later examples are about what the earlier ones did. */
    @TestFactory
    List<DynamicTest> everyExampleIsAnsweredAsDescribed() {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Operation operation : document.operations()) {
            operation.bodies().forEach((name, body) -> {
                String title = operation.id() + " " + name;
                assertThat(names.add(title)).isTrue();
                tests.add(DynamicTest.dynamicTest(title, () -> call(operation, body)));
            });
        }
        return tests;
    }

    private void call(Operation operation, Optional<JsonNode> body) throws Exception {
        switch (operation.id()) {
            case "streamMessages" -> {
                try (Listener listener = new Listener(operation.address(), operation.headers())) {
                    listener.awaitEvent("backlog-done");
                }
            }
            case "readSession" -> {
                try (Listener listener = new Listener(STREAM, List.of())) {
                    listener.awaitEvent("backlog-done");
                    answered(operation, operation.address(), body);
                }
            }
            case "listDeadLetters" -> {
                letDie();
                answered(operation, operation.address(), body);
            }
            case "putBackDeadLetter" -> {
                String letter = RunningProcess.json(process.get(DEAD))
                        .at("/dead_letters/0/id")
                        .asText();
                answered(operation, operation.path().replace("{id}", letter), body);
            }
            case "readCurrentRelaySession" -> {
                await().atMost(PATIENCE)
                        .until(() -> process.get(operation.address()).statusCode() == 200);
                answered(operation, operation.address(), body);
            }
            case "serveRelay" -> serveRelay(operation);
            case "readRelaySession" -> answered(operation, ofRelaySession(operation), body);
            case "readRelayProof" -> {
                String address = ofRelaySession(operation) + operation.address().replaceFirst("[^?]*", "");
                await().atMost(PATIENCE).until(() -> process.get(address).statusCode() == 200);
                answered(operation, address, body);
            }
            default -> answered(operation, operation.address(), body);
        }
    }

    /** A request that is signed as the example only seems to be. */
    private void serveRelay(Operation operation) throws Exception {
        try (ApplicationStandIn application =
                new ApplicationStandIn(process.addresses().gateway(), "echo")) {
            Session session = application.session();
            relaySession = session.supplier() + "/" + session.header().sessionId();
            JsonNode signed = RunningProcess.json(
                    new String(application.signed(session, Payload.ofText("{\"call\":1}")), StandardCharsets.UTF_8));
            answered(operation, operation.address(), Optional.of(signed));
        }
        await().atMost(PATIENCE)
                .until(() -> process.get("/v1/relay-sessions/" + relaySession).statusCode() == 200);
    }

    /** The operation's path with the session that was served. */
    private String ofRelaySession(Operation operation) {
        return operation.path().replace("{supplier}/{sessionId}", relaySession);
    }

    /** A message that was handed out as often as it may be, and not acknowledged. */
    private void letDie() throws Exception {
        process.post("/v1/mailboxes/alice/messages", "{\"payload\":\"nobody acknowledges this\"}");
        try (Listener listener = new Listener(STREAM, List.of())) {
            listener.awaitEvent("message");
            await().atMost(PATIENCE)
                    .until(() -> RunningProcess.json(process.get(DEAD))
                                    .path("dead_letters")
                                    .size()
                            > 0);
        }
    }

    private void answered(Operation operation, String address, Optional<JsonNode> body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(process.rest(address))
                .timeout(PATIENCE)
                .method(
                        operation.method(),
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()));
        if (!operation.headers().isEmpty()) {
            request.headers(operation.headers().toArray(String[]::new));
        }
        HttpResponse<byte[]> response = process.client.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode())
                .as(operation.method() + " " + address + " " + RunningProcess.text(response))
                .isEqualTo(operation.success());
        document.contents(operation, operation.success()).forEach((type, content) -> {
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
            JsonNode value = type.equals("application/json")
                    ? parsed(response)
                    : JsonNodeFactory.instance.textNode(RunningProcess.text(response));
            assertThat(document.complaints(content.get("schema"), value))
                    .as(value.toString())
                    .isEmpty();
        });
    }

    private static JsonNode parsed(HttpResponse<byte[]> response) {
        try {
            return RunningProcess.json(response);
        } catch (IOException e) {
            throw new AssertionError("The answer is no JSON", e);
        }
    }

    /** Holds a live session for as long as it is open. */
    private final class Listener implements AutoCloseable {
        private final InputStream stream;
        private final BufferedReader lines;

        Listener(String address, List<String> headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(process.rest(address));
            if (!headers.isEmpty()) {
                request.headers(headers.toArray(String[]::new));
            }
            HttpResponse<InputStream> response = process.client.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            this.stream = response.body();
            this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        }

        void awaitEvent(String name) throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: " + name)) {
                    return;
                }
            }
            throw new AssertionError("The stream ended before the event " + name);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
