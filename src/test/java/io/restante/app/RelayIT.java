package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.base.Payload;
import io.restante.contract.SettlementTopics;
import io.restante.local.chain.ApplicationStandIn;
import io.restante.local.chain.ApplicationStandIn.Session;
import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.TreeRoot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relayer and settlement in a local run, asked over HTTP as an application asks, with a chain to which things happen. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class RelayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int BUDGET = 4;
    private static final int OUTBOX = 2;

    private final HttpClient http = HttpClient.newHttpClient();
    private RelayBackend backend;
    private LocalProcess restante;
    private TopicReader<EndedRelaySession> history;
    private final List<EndedRelaySession> ended = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        backend = new RelayBackend();
        restante = new LocalProcess(
                LocalProcess.settings(Optional.empty(), settings(data, backend.address())), 0, Duration.ofMillis(400));
        restante.awaitReady();
        history = new TopicReader<>(restante.addresses().kafka(), SettlementTopics.HISTORY);
        awaitFirstBlock();
    }

    /** Before it, there is no session. */
    private void awaitFirstBlock() {
        try (ApplicationStandIn application = application("fine")) {
            await().atMost(PATIENCE)
                    .ignoreException(IllegalStateException.class)
                    .until(() -> application.session().header().startHeight() > 0);
        }
    }

    private static Map<String, String> settings(Path data, String backend) {
        Map<String, String> settings = new HashMap<>();
        settings.put("data", data.toString());
        settings.put("gateway.port", "0");
        settings.put("ops.port", "0");
        settings.put("settlement.services.fine", backend + " 10");
        settings.put("settlement.services.dead", "http://127.0.0.1:1/ 10");
        settings.put("settlement.budget", String.valueOf(BUDGET));
        settings.put("settlement.outbox", String.valueOf(OUTBOX));
        settings.put("settlement.relayLimit", "3000");
        settings.put("settlement.heights.blocks", "8");
        settings.put("settlement.heights.claimClose", "9");
        settings.put("settlement.heights.proofClose", "9");
        return settings;
    }

    @AfterAll
    void stop() {
        history.close();
        restante.close();
        backend.close();
    }

    private ApplicationStandIn application(String service) {
        return new ApplicationStandIn(URI.create(restante.addresses().gateway().toString()), service);
    }

    /** Asks again as long as the relays before wait for the log: the outbox is small. */
    private HttpResponse<String> relayedInTime(byte[] body) {
        return await().atMost(PATIENCE).until(() -> relay(body), answer -> answer.statusCode() != 503);
    }

    private HttpResponse<String> relay(byte[] body) throws IOException, InterruptedException {
        URI relays = URI.create(restante.addresses().gateway() + "/v1/relays");
        return http.send(
                HttpRequest.newBuilder(relays)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String kind) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"urn:restante:problem:" + kind + "\"");
    }

    private static Payload call(int number) {
        return Payload.ofText("{\"call\":" + number + "}");
    }

    /** A session that has only begun. */
    private static Session young(ApplicationStandIn application) throws InterruptedException {
        String first = application.session().header().sessionId();
        await().atMost(PATIENCE)
                .until(() -> !application.session().header().sessionId().equals(first));
        return application.session();
    }

    @Test
    void whoDidNotSignIsRefused() throws Exception {
        try (ApplicationStandIn application = application("fine")) {
            Session session = application.session();
            String signed = new String(application.signed(session, call(1)), StandardCharsets.UTF_8);
            byte[] another = signed.replace("\"call\":1", "\"call\":2").getBytes(StandardCharsets.UTF_8);
            assertRefused(relay(another), 403, "signature-invalid");
            assertThat(relay("{nonsense".getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsNotServedIsRefusedWithItsReason() throws Exception {
        try (ApplicationStandIn application = application("fine");
                ApplicationStandIn ofDead = application("dead")) {
            Session session = application.session();
            SessionHeader header = session.header();
            Session unknownService = new Session(
                    session.supplier(),
                    new SessionHeader(
                            header.application(),
                            "nothing",
                            header.sessionId(),
                            header.startHeight(),
                            header.endHeight()));
            assertRefused(relay(application.signed(unknownService, call(1))), 404, "service-unknown");
            Session unknown = new Session(
                    session.supplier(),
                    new SessionHeader(
                            header.application(),
                            header.service(),
                            "0".repeat(64),
                            header.startHeight(),
                            header.endHeight()));
            assertRefused(relay(application.signed(unknown, call(1))), 409, "session-unknown");
            Payload large = Payload.ofText("{\"call\":\"" + "x".repeat(3_000) + "\"}");
            assertRefused(relay(application.signed(session, large)), 413, "payload-too-large");
            Session dead = ofDead.session();
            assertRefused(relay(ofDead.signed(dead, call(1))), 502, "backend-silent");
        }
    }

    @Test
    void whoHasSpentTheBudgetIsRefusedAndMayComeAgainLater() throws Exception {
        try (ApplicationStandIn application = application("fine")) {
            Session session = young(application);
            for (int n = 0; n < BUDGET; n++) {
                assertThat(relayedInTime(application.signed(session, call(n))).statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> over = relayedInTime(application.signed(session, call(BUDGET)));
            assertRefused(over, 429, "over-budget");
            assertThat(over.headers().firstValue("Retry-After")).isPresent();
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> late = relay(application.signed(session, call(0)));
                assertRefused(late, 409, "session-over");
            });
        }
    }

    @Test
    void whoFollowsTheCursorsOfTheListMeetsEverySession() throws Exception {
        try (ApplicationStandIn one = application("fine");
                ApplicationStandIn two = application("fine");
                ApplicationStandIn three = application("fine")) {
            List<String> served = new ArrayList<>();
            for (ApplicationStandIn application : List.of(one, two, three)) {
                Session session = young(application);
                assertThat(relayedInTime(application.signed(session, call(1))).statusCode())
                        .isEqualTo(200);
                served.add(session.header().sessionId());
            }
            // A session is in the list as soon as its relay is recorded, and until it is over.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(followed()).containsAll(served.subList(1, 3)));
            assertRefused(http.send(list("?cursor=nonsense"), BodyHandlers.ofString()), 400, "malformed");
            assertRefused(http.send(list("?limit=0"), BodyHandlers.ofString()), 400, "malformed");
        }
    }

    private HttpRequest list(String query) {
        return HttpRequest.newBuilder(URI.create(restante.addresses().gateway() + "/v1/relay-sessions" + query))
                .build();
    }

    /** The sessions of all pages, of one session each. */
    private List<String> followed() throws Exception {
        List<String> met = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = new ObjectMapper()
                    .readTree(http.send(list("?limit=1" + cursor), BodyHandlers.ofString())
                            .body());
            page.at("/relay_sessions")
                    .forEach(
                            session -> met.add(session.at("/session/session_id").asText()));
            cursor = page.has("cursor") ? "&cursor=" + page.get("cursor").asText() : "";
        } while (!cursor.isEmpty());
        return met;
    }

    @Test
    void withAFullOutboxNothingIsServedAndNothingIsLost() throws Exception {
        try (ApplicationStandIn application = application("fine")) {
            Session session = young(application);
            List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
            for (int n = 0; n < OUTBOX; n++) {
                byte[] body = application.signed(session, Payload.ofText("{\"slow\":" + n + "}"));
                slow.add(CompletableFuture.supplyAsync(() -> relayed(body), Thread::startVirtualThread));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("restante_relay_outbox"))
                    .isEqualTo(OUTBOX));
            HttpResponse<String> refused = relay(application.signed(session, call(1)));
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            backend.letGo();
            for (CompletableFuture<HttpResponse<String>> each : slow) {
                assertThat(each.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(200);
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric("restante_relay_outbox"))
                    .isZero());
            EndedRelaySession end = end(session);
            assertThat(end.root().map(TreeRoot::count)).contains((long) OUTBOX);
        }
    }

    private HttpResponse<String> relayed(byte[] body) {
        try {
            return relay(body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatHappensToTransactionsOnTheChainShowsInTheHistory() throws Exception {
        try (ApplicationStandIn application = application("fine")) {
            told("claim", "drop", 1);
            told("proof", "delay", 1);
            EndedRelaySession settled = life(application);
            assertThat(settled.end()).isEqualTo(End.SETTLED);
            assertThat(settled.claimAttempts()).as("the first one was dropped").isEqualTo(2);
            assertThat(settled.root().map(TreeRoot::count)).contains(2L);
            told("claim", "reject", 1);
            assertThat(life(application).end()).isEqualTo(End.CLAIM_REJECTED);
            told("proof", "drop", 100);
            EndedRelaySession missed = life(application);
            assertThat(missed.end()).isEqualTo(End.PROOF_MISSED);
            assertThat(missed.proofAttempts())
                    .as("at the opening and at both thirds")
                    .isEqualTo(3);
            told("proof", "reject", 0);
            assertThat(metric("restante_settlement_ended_total{end=\"proof_missed\"}"))
                    .isPositive();
            assertThat(metric("restante_settlement_sent_total{kind=\"claim\",time=\"again\"}"))
                    .isPositive();
        }
    }

    /** Two requests, one of which fails and never becomes a leaf; or both served. Until the session is over. */
    private EndedRelaySession life(ApplicationStandIn application) throws Exception {
        Session session = young(application);
        assertThat(relayedInTime(application.signed(session, call(1))).statusCode())
                .isEqualTo(200);
        assertThat(relayedInTime(application.signed(session, call(2))).statusCode())
                .isEqualTo(200);
        assertThat(relay(application.signed(session, Payload.ofText("{\"fail\":1}")))
                        .statusCode())
                .isEqualTo(503);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode state = new ObjectMapper().readTree(operations("/console/state"));
            assertThat(state.get("relay_sessions").findValuesAsText("word")).contains("active", "claimed");
            assertThat(metric("restante_relay_sessions{state=\"active\"}")).isPositive();
        });
        return end(session);
    }

    private EndedRelaySession end(Session session) {
        await().atMost(PATIENCE).until(() -> ofHistory(session).isPresent());
        return ofHistory(session).orElseThrow();
    }

    private Optional<EndedRelaySession> ofHistory(Session session) {
        ended.addAll(history.read());
        return ended.stream()
                .filter(each ->
                        each.session().sessionId().equals(session.header().sessionId()))
                .findFirst();
    }

    private void told(String kind, String fault, int times) throws IOException, InterruptedException {
        String text = "{\"kind\":\"" + kind + "\",\"fault\":\"" + fault + "\",\"times\":" + times + ",\"blocks\":2}";
        assertThat(http.send(
                                HttpRequest.newBuilder(restante.chainControl())
                                        .PUT(BodyPublishers.ofString(text))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private String operations(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(restante.addresses().operations() + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private double metric(String name) throws IOException, InterruptedException {
        return operations("/metrics")
                .lines()
                .filter(each -> each.startsWith(name + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(name.length())))
                .findFirst()
                .orElse(-1);
    }
}
