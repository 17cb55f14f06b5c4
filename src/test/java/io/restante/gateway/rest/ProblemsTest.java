package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.base.Rejection;
import io.restante.gateway.RefusedException;
import io.restante.query.UnavailableException;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final String BOX = "/v1/mailboxes/box";

    private final RestServer server = new RestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("type").textValue()).startsWith("urn:restante:problem:");
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("detail").textValue()).isNotBlank();
        return problem;
    }

    private void malformed(HttpResponse<String> response, String field) throws Exception {
        assertThat(problem(response, 400).get("field").textValue()).isEqualTo(field);
    }

    @Test
    void namesTheFieldAtFault() throws Exception {
        malformed(server.post(BOX + "/messages", "{}"), "payload");
        malformed(server.post(BOX + "/messages", "{\"payload\":1,\"ttl_seconds\":-1}"), "ttl_seconds");
        malformed(
                server.post(BOX + "/messages", "{\"payload\":1}", "Idempotency-Key", "x".repeat(600)),
                "Idempotency-Key");
        malformed(server.post(BOX + "/take", "{\"lease\":\"soon\"}"), "lease");
        malformed(server.post(BOX + "/take", "{\"lease\":\"PT1S\",\"delete\":true}"), "lease");
        malformed(server.post(BOX + "/acknowledgements", "{}"), "ids");
        malformed(server.post(BOX + "/acknowledgements", "{\"ids\":[\"\"]}"), "ids");
        malformed(server.get(BOX + "/messages?limit=0"), "limit");
        malformed(server.get(BOX + "/messages?limit=many"), "limit");
        malformed(server.get(BOX + "/messages?cursor=AAAA"), "cursor");
        malformed(server.get(BOX + "/messages?cursor=!"), "cursor");
        malformed(server.get(BOX + "?after=nowhere"), "after");
        malformed(server.get(BOX + "?after=elsewhere-1-0"), "after");
        malformed(server.get(BOX + "?after=mailbox.messages-2-0"), "after");
        malformed(server.get(BOX + "?protocol=1.0"), "protocol");
        malformed(server.get(BOX + "/messages/a/timeline?since=noon"), "since");
        malformed(server.get(BOX + "/sessions?to=2026"), "to");
        malformed(server.get(BOX + "/sessions?from=2026-11-20T00:00:01Z&to=2026-11-20T00:00:00Z"), "from");
        malformed(server.send("DELETE", BOX + "/messages?dry_run=maybe", BodyPublishers.noBody()), "dry_run");
        malformed(server.get("/v1/mailboxes/" + "x".repeat(600)), "mailbox");
    }

    @Test
    void whatCannotBeSaidAgainIsComplainedOfAllTheSame() throws Exception {
        HttpResponse<String> response = server.post("/v1/mailboxes/alice/take", "{\"limit\":\"half \\ud800\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"field\":\"limit\"", "half ?");
    }

    @Test
    void aBodyThatIsNotJsonHasNoField() throws Exception {
        assertThat(problem(server.post(BOX + "/messages", "{"), 400).has("field"))
                .isFalse();
        assertThat(problem(server.post(BOX + "/messages", ""), 400).has("field"))
                .isFalse();
    }

    @Test
    void aBodyOverTheLimitIsTooLargeHoweverItIsSent() throws Exception {
        byte[] body =
                ("{\"payload\":\"" + "x".repeat(RestServer.RULES.bodyLimit()) + "\"}").getBytes(StandardCharsets.UTF_8);
        problem(server.send("POST", BOX + "/messages", BodyPublishers.ofByteArray(body)), 413);
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        problem(server.send("POST", BOX + "/messages", chunked), 413);
    }

    @Test
    void anUnknownRouteAndAWrongMethodAreProblems() throws Exception {
        problem(server.get("/v1/nothing"), 404);
        var response = server.send("PUT", BOX + "/messages", BodyPublishers.noBody());
        problem(response, 405);
        assertThat(response.headers().firstValue("allow").orElse("")).contains("GET", "POST", "DELETE");
    }

    @Test
    void unavailableSaysWhenToComeBack() throws Exception {
        server.mailboxes.failWith(new UnavailableException("The store is moving.", Duration.ofMillis(1_200)));
        var response = server.get(BOX);
        assertThat(problem(response, 503).get("detail").textValue()).isEqualTo("The store is moving.");
        assertThat(response.headers().firstValue("retry-after")).hasValue("2");
        problem(server.post(BOX + "/messages", "{\"payload\":1}"), 503);
    }

    @Test
    void refusalsKeepTheirReason() throws Exception {
        server.mailboxes.failWith(new RefusedException(new Rejection("quota-messages", "The mailbox is full.")));
        assertThat(problem(server.post(BOX + "/messages", "{\"payload\":1}"), 409)
                        .get("type")
                        .textValue())
                .endsWith(":quota-messages");
        server.mailboxes.failWith(new RefusedException(new Rejection("message-too-large", "Too large.")));
        problem(server.post(BOX + "/messages", "{\"payload\":1}"), 413);
    }

    @Test
    void nothingOfAnUnforeseenFailureGetsOut() throws Exception {
        server.mailboxes.failWith(new IllegalStateException("secret"));
        var response = server.get(BOX);
        problem(response, 500);
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    /** What the server turns away before any route is looked for. */
    @Test
    void requestsTheServerCannotReadAreProblemsToo() throws Exception {
        assertThat(raw("GET /v1/mailboxes/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains(Problem.CONTENT_TYPE, "urn:restante:problem:");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains(Problem.CONTENT_TYPE, "urn:restante:problem:");
    }

    private String raw(String request) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
