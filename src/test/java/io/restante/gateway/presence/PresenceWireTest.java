package io.restante.gateway.presence;

import static io.restante.gateway.presence.PresenceServer.GROUP;
import static io.restante.gateway.presence.PresenceServer.RULES;
import static io.restante.gateway.presence.PresenceServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.base.Epoch;
import io.restante.gateway.presence.AgentSessionsInMemory.Ended;
import io.restante.group.EventId;
import io.restante.session.EndReason;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transcripts of the presence WebSocket. */
class PresenceWireTest {
    private static final EventId SAID = new EventId("chat", "said", 4);

    private PresenceServer server = new PresenceServer(RULES);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void connectsOnceTheSessionIsGrantedAndNotBefore() {
        server.sessions.waitWithGrants();
        try (PresenceClient client = server.connect().say(request("alice/*"))) {
            await().until(() -> server.sessions.asked() == 1);
            assertThat(client.waiting()).isZero();
            server.sessions.grantAll();
            assertThat(client.hear())
                    .matches(
                            "\\{\"type\":\"connect_success\",\"payload\":\\{\"session_id\":\"[-0-9a-f]{36}\",\"epoch\":17}}");
        }
        await().untilAsserted(() -> assertThat(server.sessions.ended())
                .containsExactly(new Ended("web.alice", new Epoch(17), EndReason.CLOSED)));
    }

    @Test
    void eventsReachTheAgentInTheirEnvelopeAsWritten() {
        try (PresenceClient client = server.connected("alice/*")) {
            server.sessions.say(SAID, "{\"z\":1.0,\"a\":[ ]}");
            assertThat(client.hear())
                    .isEqualTo(
                            "{\"id\":{\"entity_type\":\"chat\",\"operation\":\"said\",\"sequence_id\":4},\"payload\":{\"z\":1.0,\"a\":[ ]}}");
        }
    }

    @Test
    void whatIsSaidAfterwardsIsPassedOver() {
        try (PresenceClient client = server.connected("alice/*")) {
            client.say("nonsense").sayBytes("more of it").say(request("bob/*"));
            server.sessions.say(SAID, "1");
            assertThat(client.hear()).contains("\"said\"");
            assertThat(server.sessions.ended()).isEmpty();
        }
    }

    @Test
    void aFirstFrameThatIsNoConnectRequestIsNotSupported() {
        String error =
                "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"unsupported_request\",\"title\":\"Unsupported request\",\"status\":405}}";
        try (PresenceClient client = server.connect().say("{\"type\":\"hello\"}")) {
            client.endsWith(error, 4400);
        }
        try (PresenceClient client = server.connect().sayBytes(request("alice/*"))) {
            client.endsWith(error, 4400);
        }
    }

    @Test
    void aFaultyConnectRequestCannotBeRead() {
        String token = "\"token\":\"alice/*\"";
        String group = "\"classroom_id\":\"" + GROUP + "\"";
        for (String frame : List.of(
                "{",
                "[]",
                "{}",
                "{\"type\":4}",
                "{\"type\":\"connect_request\"}",
                "{\"type\":\"connect_request\",\"payload\":[]}",
                "{\"type\":\"connect_request\",\"payload\":{" + group + ",\"agent_label\":\"web\"}}",
                "{\"type\":\"connect_request\",\"payload\":{" + token + ",\"agent_label\":\"web\"}}",
                "{\"type\":\"connect_request\",\"payload\":{" + token + "," + group + "}}",
                "{\"type\":\"connect_request\",\"payload\":{" + token + "," + group + ",\"agent_label\":7}}",
                request("alice/*", GROUP, ""),
                request("", GROUP, "web"),
                request("alice/*", "room", "web"),
                request("alice/*", GROUP, "x".repeat(600)))) {
            try (PresenceClient client = server.connect().say(frame)) {
                client.endsWith(
                        "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"serialization_failed\",\"title\":\"Serialization failed\",\"status\":422}}",
                        4422);
            }
        }
        assertThat(server.sessions.asked()).isZero();
    }

    @Test
    void aTokenThatIsNotGoodIsUnauthenticated() {
        for (String token : List.of("nonsense", "/*", "alice/*/-1")) {
            try (PresenceClient client = server.connect().say(request(token))) {
                client.endsWith(
                        "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"unauthenticated\",\"title\":\"Unauthenticated\",\"status\":401}}",
                        4401);
            }
        }
    }

    @Test
    void aTokenForAnotherGroupIsDenied() {
        try (PresenceClient client = server.connect().say(request("alice/elsewhere"))) {
            client.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"access_denied\",\"title\":\"Access denied\",\"status\":403}}",
                    4403);
        }
        server.connected("alice/" + GROUP).close();
    }

    @Test
    void aDuelIsDeniedWithATimeToComeBack() {
        server.sessions.refuse(Duration.ofMillis(4_200));
        try (PresenceClient client = server.connect().say(request("alice/*"))) {
            client.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"access_denied\",\"title\":\"Access denied\",\"status\":403,\"retry_after_ms\":4200}}",
                    4403);
        }
    }

    @Test
    void whatGoesWrongInsideIsNotTold() {
        String error =
                "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"internal_server_error\",\"title\":\"Internal server error\",\"status\":500}}";
        try (PresenceClient client = server.connect().say(request("alice/broken"))) {
            client.endsWith(error, 1011);
        }
        server.sessions.unavailable();
        try (PresenceClient client = server.connect().say(request("alice/*"))) {
            client.endsWith(error, 1011);
        }
    }

    @Test
    void whoSaysNothingIsTimedOut() {
        restart(new PresenceRules(
                Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(1), 4_096, 1 << 20));
        try (PresenceClient client = server.connect()) {
            client.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"auth_timed_out\",\"title\":\"Auth timed out\",\"status\":422}}",
                    4408);
        }
    }

    @Test
    void whoDoesNotAnswerPingsIsTimedOutAndWhoDoesIsNot() {
        restart(new PresenceRules(
                Duration.ofSeconds(5), Duration.ofMillis(150), Duration.ofMillis(600), 4_096, 1 << 20));
        try (PresenceClient alive = server.connected("alive/*");
                PresenceClient dead = server.connected("dead/*")) {
            dead.stopReading();
            await().untilAsserted(() -> assertThat(server.sessions.ended())
                    .extracting(Ended::agent, Ended::reason)
                    .containsExactly(Tuple.tuple("web.dead", EndReason.TIMED_OUT)));
            server.sessions.say(SAID, "1");
            assertThat(alive.hear()).contains("said");
        }
    }

    @Test
    void theOlderSessionIsToldThatItWasReplacedAndClosed() {
        try (PresenceClient older = server.connected("alice/*");
                PresenceClient newer = server.connected("alice/*")) {
            older.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"replaced\",\"title\":\"Replaced\",\"status\":422}}",
                    4409);
            server.sessions.say(SAID, "1");
            assertThat(newer.hear()).contains("said");
            assertThat(server.sessions.ended())
                    .containsExactly(new Ended("web.alice", new Epoch(17), EndReason.REPLACED));
        }
    }

    @Test
    void aTokenThatExpiresEndsTheSession() {
        try (PresenceClient client = server.connected("alice/*/300")) {
            client.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"unauthenticated\",\"title\":\"Unauthenticated\",\"status\":401}}",
                    4401);
        }
        assertThat(server.sessions.ended()).extracting(Ended::reason).containsExactly(EndReason.EXPIRED);
    }

    @Test
    void aFrameThatIsTooLargeClosesTheSocket() {
        try (PresenceClient client = server.connect().say("x".repeat(5_000))) {
            assertThat(client.closed()).isEqualTo(1009);
        }
    }

    @Test
    void aDrainTellsEveryoneWhenToComeBackAndEndsWhatIsLeftWhenItIsOver() {
        try (PresenceClient stays = server.connected("stays/*");
                PresenceClient moves = server.connected("moves/*");
                PresenceClient leaves = server.connected("leaves/*")) {
            CompletableFuture<Void> drained = server.gateway.drain(Duration.ofMillis(900));
            List<String> told = List.of(stays.hear(), moves.hear(), leaves.hear());
            assertThat(told).containsExactlyInAnyOrder(terminated(0), terminated(300), terminated(600));
            assertThatThrownBy(server::connect)
                    .cause()
                    .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                    refused.getResponse().statusCode())
                            .isEqualTo(503));

            leaves.leave();
            server.sessions.replaceElsewhere("web.moves");
            moves.endsWith(
                    "{\"type\":\"unrecoverable_session_error\",\"payload\":{\"type\":\"replaced\",\"title\":\"Replaced\",\"status\":422}}",
                    4409);
            drained.join();
            assertThat(stays.closed()).isEqualTo(1012);
            assertThat(server.sessions.ended())
                    .extracting(Ended::agent, Ended::reason)
                    .containsExactlyInAnyOrder(
                            Tuple.tuple("web.moves", EndReason.REPLACED),
                            Tuple.tuple("web.leaves", EndReason.TERMINATED),
                            Tuple.tuple("web.stays", EndReason.TERMINATED));
        }
    }

    @Test
    void whoHasNotConnectedYetIsSentAwayByADrain() {
        try (PresenceClient client = server.connect()) {
            await().until(() -> server.gateway.size() == 1);
            server.gateway.drain(Duration.ofMinutes(5)).join();
            client.endsWith(terminated(0), 1012);
        }
    }

    @Test
    void aDrainOfNobodyIsOverAtOnce() {
        assertThat(server.gateway.drain(Duration.ofMinutes(5))).isCompleted();
    }

    private static String terminated(long retryAfter) {
        return "{\"type\":\"recoverable_session_error\",\"payload\":{\"type\":\"terminated\",\"title\":\"Terminated\",\"status\":422,\"retry_after_ms\":"
                + retryAfter + "}}";
    }

    private void restart(PresenceRules rules) {
        server.close();
        server = new PresenceServer(rules);
    }
}
