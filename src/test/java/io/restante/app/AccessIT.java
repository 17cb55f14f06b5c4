package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static io.restante.app.RunningProcess.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that asks for tokens, and clients with good ones, bad ones and none. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(90)
class AccessIT {
    private SigningKey key;
    private RunningProcess process;

    @BeforeAll
    void start(@TempDir Path folder) {
        Path file = folder.resolve("issuer.json");
        SigningKey.ensure(file);
        key = SigningKey.read(file);
        process = new RunningProcess(folder.resolve("data"), Map.of("auth.jwt.keys", file.toString()));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private String token(Duration ttl, String... mailboxes) {
        Instant now = Instant.now();
        return key.token(
                new Caller(
                        "tester", Set.of(), Set.of(), MailboxScope.of(List.of(mailboxes)), Optional.of(now.plus(ttl))),
                TokenRules.DEFAULTS,
                now);
    }

    private RpcSocketClient socket(String... headers) {
        return new RpcSocketClient(
                process.client, URI.create("ws://127.0.0.1:" + process.rest("/").getPort() + "/"), headers);
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(process.rest(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return process.client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    @Test
    void aSocketWithoutAGoodTokenIsNotOpened() {
        assertUnauthorized();
        assertUnauthorized(bearer("forged"));
        assertUnauthorized(bearer(token(Duration.ofSeconds(-5), "alice")));
    }

    private void assertUnauthorized(String... headers) {
        assertThatThrownBy(() -> socket(headers))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(401);
                    assertThat(refused.getResponse().headers().firstValue("WWW-Authenticate"))
                            .hasValueSatisfying(
                                    challenge -> assertThat(challenge).startsWith("Bearer"));
                });
    }

    @Test
    void aSocketServesTheMailboxesOfItsTokenAlone() throws Exception {
        try (RpcSocketClient socket = socket(bearer(token(Duration.ofMinutes(5), "alice", "did:web:*")))) {
            assertThat(socket.call("addMessage", "{\"connectionId\":\"did:web:a\",\"payload\":1}"))
                    .contains("messageId");
            assertThat(json(socket.call("takeFromQueue", "{\"connectionId\":\"did:web:a\"}"))
                            .get("result"))
                    .hasSize(1);
            for (String method : List.of(
                    "addMessage",
                    "takeFromQueue",
                    "getAvailableMessageCount",
                    "removeMessages",
                    "removeAllMessages",
                    "getLiveSession",
                    "addLiveSession",
                    "removeLiveSession")) {
                JsonNode error = json(socket.call(
                                method,
                                "{\"connectionId\":\"bob\",\"payload\":1,\"messageIds\":[],\"recipientDid\":\"d\",\"sessionId\":\"s\"}"))
                        .path("error");
                assertThat(error.path("code").intValue()).as(method).isEqualTo(-32002);
                assertThat(error.path("data").path("reason").textValue()).isEqualTo("not-authorised");
            }
            assertThat(socket.call("getAvailableMessageCount", "{\"connectionId\":\"alice\"}"))
                    .contains("\"result\":0");
        }
    }

    @Test
    void aSocketEndsWithItsToken() throws Exception {
        try (RpcSocketClient socket = socket(bearer(token(Duration.ofSeconds(3), "brief")))) {
            assertThat(socket.call("addLiveSession", "{\"connectionId\":\"brief\",\"sessionId\":\"s\"}"))
                    .contains("\"result\":true");
            assertThat(socket.closed()).isEqualTo(1008);
        }
        assertSessionEnded("brief");
    }

    private void assertSessionEnded(String mailbox) {
        String[] lasting = bearer(token(Duration.ofMinutes(5), mailbox));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            HttpResponse<byte[]> history = send("GET", "/v1/mailboxes/" + mailbox + "/sessions", "", lasting);
            assertThat(json(history).path("sessions").findValuesAsText("reason"))
                    .containsExactly("expired");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/mailboxes/alice, ''",
        "GET, /v1/mailboxes/alice/messages, ''",
        "GET, /v1/mailboxes/alice/stream, ''",
        "GET, /v1/mailboxes/alice/session, ''",
        "GET, /v1/mailboxes/alice/sessions, ''",
        "GET, /v1/mailboxes/alice/messages/m/timeline, ''",
        "POST, /v1/mailboxes/alice/messages, '{\"payload\":1}'",
        "POST, /v1/mailboxes/alice/take, '{}'",
        "POST, /v1/mailboxes/alice/acknowledgements, '{\"ids\":[\"m\"]}'",
        "DELETE, /v1/mailboxes/alice/messages, ''"
    })
    void everyRouteAsksForATokenAndGoesByIt(String method, String path, String body) throws Exception {
        HttpResponse<byte[]> nobody = send(method, path, body);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(nobody.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(nobody).path("type").textValue()).endsWith(":unauthenticated");
        HttpResponse<byte[]> other = send(method, path, body, bearer(token(Duration.ofMinutes(5), "bob")));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(text(other)).contains("not-authorised");
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(process.rest("/v1/mailboxes/stream/stream"))
                .headers(bearer(token(Duration.ofSeconds(3), "stream")))
                .build();
        String events = process.client
                .send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> !line.isEmpty() && !line.startsWith(":"))
                .collect(Collectors.joining("\n"));
        assertThat(events).endsWith("event: terminated\ndata: {\"reason\":\"expired\"}");
        assertSessionEnded("stream");
    }
}
