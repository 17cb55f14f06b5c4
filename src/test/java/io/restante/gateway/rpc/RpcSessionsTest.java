package io.restante.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpcSessionsTest {
    private static final String MAILBOX = "{\"connectionId\":\"m\"}";
    private static final String SESSION = "{\"connectionId\":\"m\",\"sessionId\":\"s\"}";

    private final RpcServer server = new RpcServer(RpcRules.DEFAULTS);
    private final RpcClient client = server.connect();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static OpenMessage message(int n, String payload) {
        return new OpenMessage(new MessageId("id-" + n), n, MailboxesInMemory.RECEIVED, 1, Payload.ofText(payload));
    }

    @Test
    void aSessionIsThereFromItsGrantUntilItIsRemoved() {
        assertThat(client.call("getLiveSession", MAILBOX)).isEqualTo("\"result\":false");
        assertThat(client.call("addLiveSession", SESSION)).isEqualTo("\"result\":true");
        assertThat(client.call("getLiveSession", MAILBOX)).isEqualTo("\"result\":true");
        assertThat(client.call("removeLiveSession", MAILBOX)).isEqualTo("\"result\":true");
        assertThat(client.call("removeLiveSession", MAILBOX)).isEqualTo("\"result\":false");
        assertThat(client.call("getLiveSession", MAILBOX)).isEqualTo("\"result\":false");
    }

    @Test
    void removeAndAddBackToBackEndWithASession() {
        client.call("addLiveSession", SESSION);
        CompletableFuture<Void> brake = new CompletableFuture<>();
        server.sessions.waitFor(brake);
        client.say(RpcClient.request(1, "addLiveSession", SESSION))
                .say(RpcClient.request(2, "removeLiveSession", MAILBOX))
                .say(RpcClient.request(3, "addLiveSession", SESSION))
                .ask(RpcClient.request(4, "ping", "{}"));
        brake.complete(null);
        await().until(() -> client.waiting() == 3);
        assertThat(server.sessions.told()).containsExactly("open m s", "open m s", "close m closed", "open m s");
        assertThat(client.call("ping", "{}")).isNotEmpty();
    }

    @Test
    void anEventIsAFrameOfItsOwnAndItsPayloadVerbatim() {
        client.call("addLiveSession", SESSION);
        server.sessions.handOut("m", List.of(message(1, "{\"b\":1.0E+2, \"a\":\"\\u00e9\"}")));
        assertThat(client.hear())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"messagesReceived\",\"params\":{\"connectionId\":\"m\","
                        + "\"messages\":[{\"id\":\"id-1\",\"receivedAt\":\"2026-11-20T18:17:05.200Z\","
                        + "\"encryptedMessage\":{\"b\":1.0E+2, \"a\":\"\\u00e9\"}}],\"id\":\"\"}}");
    }

    @Test
    void manySmallMessagesShareAnEventAndLargeOnesDoNot() {
        client.call("addLiveSession", SESSION);
        String large = "\"" + "x".repeat(700_000) + "\"";
        server.sessions.handOut("m", List.of(message(1, "1"), message(2, "2"), message(3, large), message(4, large)));
        assertThat(client.hear()).contains("id-1", "id-2", "id-3").doesNotContain("id-4");
        assertThat(client.hear()).contains("id-4");
    }

    @Test
    void aNewerSessionOfAnotherSocketTakesOverAndTheLoserIsToldNothing() {
        client.call("addLiveSession", SESSION);
        try (RpcClient winner = server.connect()) {
            winner.call("addLiveSession", SESSION);
            server.sessions.handOut("m", List.of(message(1, "1")));
            assertThat(winner.hear()).contains("id-1");
            assertThat(client.call("removeLiveSession", MAILBOX)).isEqualTo("\"result\":false");
            assertThat(winner.call("getLiveSession", MAILBOX)).isEqualTo("\"result\":true");
        }
    }

    @Test
    void theSessionsOfASocketEndWithIt() {
        client.call("addLiveSession", SESSION);
        client.close();
        await().untilAsserted(() -> assertThat(server.sessions.told()).contains("close m closed"));
    }

    @Test
    void aGrantThatComesAfterTheSocketIsGoneIsGivenBack() {
        CompletableFuture<Void> brake = new CompletableFuture<>();
        server.sessions.waitFor(brake);
        client.say(RpcClient.request(1, "addLiveSession", SESSION)).ask(RpcClient.request(2, "ping", "{}"));
        client.close();
        await().until(() -> server.gateway.size() == 0);
        brake.complete(null);
        await().untilAsserted(() -> assertThat(server.sessions.told()).containsExactly("open m s", "close m closed"));
    }

    @Test
    void aGrantThatComesAfterTheAnswerIsGivenBack() {
        CompletableFuture<Void> brake = new CompletableFuture<>();
        server.sessions.waitFor(brake);
        assertThat(client.call("addLiveSession", SESSION)).startsWith("\"error\":{\"code\":-32001");
        brake.complete(null);
        await().untilAsserted(() -> assertThat(server.sessions.told()).containsExactly("open m s", "close m closed"));
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY_LOST", "TERMINATED"})
    void aSocketWhoseSessionWasLostIsAskedToComeBack(EndReason reason) {
        client.call("addLiveSession", SESSION);
        server.sessions.end("m", reason);
        assertThat(client.closed()).isEqualTo(1012);
    }

    @Test
    void aDrainSendsSocketsAwayOneAfterAnotherAndLetsNobodyIn() {
        try (RpcClient other = server.connect()) {
            client.call("addLiveSession", SESSION);
            other.call("addLiveSession", "{\"connectionId\":\"n\",\"sessionId\":\"t\"}");
            Duration over = Duration.ofSeconds(2);
            long begun = System.nanoTime();
            CompletableFuture<Void> drained = server.gateway.drain(over);
            assertThatThrownBy(server::connect).hasCauseInstanceOf(WebSocketHandshakeException.class);
            drained.join();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(over.dividedBy(2), over);
            assertThat(server.sessions.told()).contains("close m terminated", "close n terminated");
            assertThat(client.closed()).isEqualTo(1012);
            assertThat(other.closed()).isEqualTo(1012);
        }
    }

    @Test
    void aDrainIsOverAtOnceWhenNobodyIsThere() {
        client.close();
        await().until(() -> server.gateway.size() == 0);
        assertThat(server.gateway.drain(Duration.ofHours(1))).isCompleted();
    }
}
