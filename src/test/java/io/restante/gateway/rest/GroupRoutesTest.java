package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.RecordLog;
import io.restante.gateway.TokensInMemory;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import io.restante.query.GroupsInMemory;
import io.restante.query.OlderBy;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey.OfAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupRoutesTest {
    private static final String ROOM = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a11";
    private static final String OTHER = "00000000-2a77-4a3c-9b1e-1f0b5f0c7a11";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000Z");

    /** What was appended, in order. */
    private static final class Log implements RecordLog {
        final List<Object> events = new ArrayList<>();

        @Override
        public <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value) {
            events.add(value);
            return CompletableFuture.completedFuture(new Position(topic.name(), 1, 41));
        }

        @Override
        public <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value) {
            return append(topic, key, value);
        }

        @Override
        public <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value) {
            return CompletableFuture.failedFuture(new AssertionError("Nobody writes to all of " + topic));
        }
    }

    private final GroupsInMemory groups = new GroupsInMemory();
    private final HistoriesInMemory histories = new HistoriesInMemory();
    private final Log log = new Log();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Javalin server;

    GroupRoutesTest() {
        TokensInMemory access = new TokensInMemory()
                .with("reader", new Caller("r", Set.of(), Set.of(ROOM), MailboxScope.EVERY_MAILBOX, Optional.empty()))
                .with(
                        "alice",
                        new Caller("alice", Set.of(ROOM), Set.of(), MailboxScope.EVERY_MAILBOX, Optional.empty()));
        InstantSource clock = InstantSource.fixed(NOON);
        RestServer rest = new RestServer(access);
        rest.close();
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    rest.gateway().register(config);
                    new GroupGateway(
                                    groups,
                                    new OlderBy(new MailboxesInMemory(), groups, RestServer.AGE),
                                    histories,
                                    log,
                                    access,
                                    RestServer.RULES,
                                    clock)
                            .register(config);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void close() {
        server.stop();
        client.close();
    }

    @Test
    void theListIsInTheOrderOfEnteringAndReadOnFromAnEpoch() throws Exception {
        groups.add(ROOM, "web.alice", 17, 17, NOON);
        groups.add(ROOM, "web.bob", 19, 44, NOON);
        groups.add(ROOM, "web.carol", 23, 23, NOON);
        assertThat(get("/api/v1/classrooms/" + ROOM + "/agents", "reader").body())
                .isEqualTo(
                        "[{\"id\":17,\"sequence_id\":17,\"agent_id\":\"web.alice\"},{\"id\":19,\"sequence_id\":19,\"agent_id\":\"web.bob\"},{\"id\":23,\"sequence_id\":23,\"agent_id\":\"web.carol\"}]");
        assertThat(get(
                                "/api/v1/classrooms/" + ROOM.toUpperCase(java.util.Locale.ROOT)
                                        + "/agents?sequence_id=17&limit=1",
                                "reader")
                        .body())
                .isEqualTo("[{\"id\":19,\"sequence_id\":19,\"agent_id\":\"web.bob\"}]");
        assertThat(json(get("/v1/groups/" + ROOM + "/agents?sequence_id=17", "reader"))
                        .at("/agents/0/epoch")
                        .asLong())
                .isEqualTo(44);
        assertThat(get("/api/v1/classrooms/" + ROOM + "/agents?limit=x", "reader")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theListHasSeenThePositionAskedFor() throws Exception {
        groups.add(ROOM, "web.alice", 17, 17, NOON);
        String list = "/v1/groups/" + ROOM + "/agents";
        assertThat(get(list + "?after=group.events-1-41", "reader").statusCode())
                .isEqualTo(200);
        assertThat(groups.lastSeen()).contains(new Position("group.events", 1, 41));
        assertThat(get("/api/v1/classrooms/" + ROOM + "/agents?after=session.events-1-7", "reader")
                        .statusCode())
                .isEqualTo(200);
        assertThat(groups.lastSeen()).contains(new Position("session.events", 1, 7));
        for (String history : List.of("", "&at=2026-11-20T11:59:20.000Z")) {
            get("/v1/groups/" + ROOM + "/history?after=group.events-1-42" + history, "reader");
            assertThat(groups.lastSeen()).as(history).contains(new Position("group.events", 1, 42));
        }
        assertThat(get(list + "?after=group.events-2-41", "reader").statusCode())
                .isEqualTo(400);
        assertThat(get(list + "?after=group.presence-1-41", "reader").statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOlderListSaysHowOldItMayBe() throws Exception {
        groups.add(ROOM, "web.alice", 17, 17, NOON);
        HttpResponse<String> list = get("/v1/groups/" + ROOM + "/agents?stale=ok", "reader");
        assertThat(json(list).at("/age").asText()).isEqualTo("PT1.501S");
        assertThat(list.headers().firstValue("Age")).hasValue("2");
    }

    @Test
    void groupsWithoutAgentsAreNotCounted() throws Exception {
        groups.add(ROOM, "web.alice", 17, 17, NOON);
        assertThat(post("/api/v1/counters/agent", "reader", "{\"classroom_ids\":[\"" + ROOM + "\"]}")
                        .body())
                .isEqualTo("{\"" + ROOM + "\":1}");
        assertThat(post("/api/v1/counters/agent", "reader", "{\"classroom_ids\":[\"" + OTHER + "\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/counters/agent", "reader", "{}").body()).isEqualTo("{}");
    }

    @Test
    void readingNeedsATokenThatAllowsIt() throws Exception {
        for (String path : List.of(
                "/api/v1/classrooms/" + ROOM + "/agents",
                "/api/v1/classrooms/" + ROOM + "/history",
                "/v1/groups/" + ROOM + "/agents",
                "/v1/groups/" + ROOM + "/history")) {
            assertThat(get(path, "nobody").statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "alice").statusCode()).as(path).isEqualTo(403);
            assertThat(get(path, "reader").statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theHistoryTellsWhoWasThereAtAnInstant() throws Exception {
        histories.add(ended("web.alice", 3, NOON.minusSeconds(60), NOON.minusSeconds(30)));
        histories.add(ended("web.bob", 5, NOON.minusSeconds(60), NOON.minusSeconds(50)));
        groups.add(ROOM, "web.carol", 7, 9, NOON.minusSeconds(45));
        groups.add(ROOM, "web.dave", 11, 11, NOON.minusSeconds(10));
        String history = "/api/v1/classrooms/" + ROOM + "/history";
        assertThat(json(get(history + "?at=2026-11-20T11:59:20.000Z", "reader")).at("/sessions"))
                .hasToString(
                        "[{\"agent_id\":\"web.alice\",\"epoch\":3,\"started_at\":\"2026-11-20T11:59:00.000Z\",\"ended_at\":\"2026-11-20T11:59:30.000Z\",\"reason\":\"replaced\",\"gateway\":\"here\",\"session_id\":\"s\"},{\"agent_id\":\"web.carol\",\"epoch\":9,\"started_at\":\"2026-11-20T11:59:15.000Z\"}]");
        assertThat(json(get(history, "reader")).at("/sessions")).hasSize(2);
        assertThat(get(history + "?from=2026-11-20T12:00:00Z&to=2026-11-20T11:00:00Z", "reader")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoMayEnterMayLetSomethingHappenUnderTheirOwnName() throws Exception {
        String event =
                "{\"entity_type\":\"chat\",\"operation\":\"said\",\"sequence_id\":4,\"sender\":\"web.alice\",\"receiver\":\"web.bob\",\"payload\":{\"n\":1.0}}";
        HttpResponse<String> answer = post("/v1/groups/" + ROOM + "/events", "alice", event);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"position\":\"group.events-1-41\"}");
        assertThat(log.events)
                .containsExactly(new GroupEvent(
                        new EventId("chat", "said", 4),
                        new AgentId("web.alice"),
                        Optional.of(new AgentId("web.bob")),
                        false,
                        Payload.ofText("{\"n\":1.0}")));

        assertThat(post("/v1/groups/" + ROOM + "/events", "alice", event.replace("web.alice", "web.bob"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/v1/groups/" + OTHER + "/events", "alice", event).statusCode())
                .isEqualTo(403);
        HttpResponse<String> faulty = post("/v1/groups/" + ROOM + "/events", "alice", event.replace("\"said\"", "7"));
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(json(faulty).at("/field").asText()).isEqualTo("operation");
    }

    private static EndedSession ended(String agent, long epoch, Instant from, Instant to) {
        return new EndedSession(
                new SessionId("s"),
                new Epoch(epoch),
                new GatewayId("here"),
                Optional.of(new OfAgent(new GroupId(ROOM), new AgentId(agent))),
                from,
                to,
                EndReason.REPLACED,
                0,
                0);
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET(), token);
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)), token);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        return client.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }
}
