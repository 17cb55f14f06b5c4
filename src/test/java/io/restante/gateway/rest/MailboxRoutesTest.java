package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailboxRoutesTest {
    private static final String BOX = "/v1/mailboxes/box";

    private final RestServer server = new RestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void add(String id, String body) throws Exception {
        assertThat(server.post(BOX + "/messages", body, "Idempotency-Key", id).statusCode())
                .isEqualTo(202);
    }

    private static List<String> ids(JsonNode answer) {
        return answer.get("messages").findValuesAsText("id");
    }

    @Test
    void acceptsAMessageAndSaysWhereItLies() throws Exception {
        HttpResponse<String> response = server.post(BOX + "/messages", "{\"payload\":1}");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"id\":\"mailbox.messages-1-0\",\"position\":\"mailbox.messages-1-0\"}");
    }

    @Test
    void theIdempotencyKeyIsTheId() throws Exception {
        assertThat(json(server.post(BOX + "/messages", "{\"payload\":1}", "Idempotency-Key", "a"))
                        .get("id")
                        .textValue())
                .isEqualTo("a");
        assertThat(server.post(BOX + "/messages", "{\"id\":\"a\",\"payload\":1}", "Idempotency-Key", "a")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anIdempotencyKeyThatContradictsTheBodyIsRefused() throws Exception {
        var response = server.post(BOX + "/messages", "{\"id\":\"a\",\"payload\":1}", "Idempotency-Key", "b");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).get("field").textValue()).isEqualTo("id");
    }

    @Test
    void givesPayloadsBackAsTheyWereWritten() throws Exception {
        String payload = "{ \"b\": 1.00,\n \"a\": \"é\\u00e9\", \"n\": null }";
        add("a", "{\"payload\": " + payload + "}");
        assertThat(server.get(BOX + "/messages").body())
                .isEqualTo("{\"messages\":[{\"id\":\"a\",\"sequence\":0,"
                        + "\"received_at\":\"2026-11-20T18:17:05.200Z\",\"attempt\":0,\"payload\":" + payload + "}]}");
    }

    @Test
    void eachPickupProtocolGetsItsOwnFormOfTimes() throws Exception {
        add("a", "{\"payload\":1}");
        assertThat(server.get(BOX).body())
                .contains("\"oldest_received_time\":\"2026-11-20T18:17:05.200Z\"", "\"longest_waited_seconds\":42,");
        assertThat(server.get(BOX + "?protocol=2.0").body())
                .contains(
                        "\"oldest_received_time\":\"2026-11-20 18:17:05Z\"",
                        "\"newest_received_time\":\"2026-11-20 18:17:05Z\"",
                        "\"longest_waited_seconds\":42,");
        for (String protocol : List.of("3.0", "4.0")) {
            assertThat(server.get(BOX + "?protocol=" + protocol).body())
                    .contains(
                            "\"oldest_received_time\":1795198625,",
                            "\"newest_received_time\":1795198625,",
                            "\"longest_waited_seconds\":42,");
        }
    }

    @Test
    void anEmptyMailboxHasNoTimes() throws Exception {
        assertThat(server.get(BOX).body())
                .isEqualTo("{\"message_count\":0,\"total_bytes\":0,\"live_delivery\":false,\"pending_count\":0,"
                        + "\"handed_out_count\":0,\"dead_count\":0,\"limit_messages\":10,\"limit_bytes\":1000}");
    }

    @Test
    void theStatusTellsCountsTimesAndTheSession() throws Exception {
        add("a", "{\"payload\":\"12\"}");
        server.mailboxes.sessionIs(7, "g-1");
        assertThat(server.get(BOX).body())
                .isEqualTo("{\"message_count\":1,\"total_bytes\":4,"
                        + "\"oldest_received_time\":\"2026-11-20T18:17:05.200Z\","
                        + "\"newest_received_time\":\"2026-11-20T18:17:05.200Z\",\"longest_waited_seconds\":42,"
                        + "\"live_delivery\":true,\"pending_count\":1,\"handed_out_count\":0,\"dead_count\":0,"
                        + "\"limit_messages\":10,\"limit_bytes\":1000,"
                        + "\"session\":{\"epoch\":7,\"gateway\":\"g-1\",\"since\":\"2026-11-20T18:17:05.200Z\"},"
                        + "\"as_of\":[\"mailbox.messages-1-0\"]}");
    }

    @Test
    void theStatusForARecipientCountsItsMessages() throws Exception {
        add("a", "{\"payload\":1,\"recipients\":[\"did:x:1\"]}");
        add("b", "{\"payload\":2,\"recipients\":[\"did:x:2\"]}");
        JsonNode status = json(server.get(BOX + "?recipient_did=did:x:1"));
        assertThat(status.get("recipient_did").textValue()).isEqualTo("did:x:1");
        assertThat(status.get("message_count").intValue()).isEqualTo(1);
    }

    @Test
    void readsWhatItWrote() throws Exception {
        add("a", "{\"payload\":1}");
        server.get(BOX);
        assertThat(server.mailboxes.seen()).contains(new Position("mailbox.messages", 1, 0));
        server.get(BOX + "?after=mailbox.commands-1-17");
        assertThat(server.mailboxes.seen()).contains(new Position("mailbox.commands", 1, 17));
    }

    @Test
    void anOlderAnswerSaysHowOldItMayBe() throws Exception {
        add("a", "{\"payload\":1}");
        add("b", "{\"payload\":2}");
        server.mailboxes.sessionIs(7, "g-1");
        for (String path : List.of("", "/messages?limit=1", "/session", "?recipient_did=did:x:1")) {
            var response = server.get(BOX + path + (path.contains("?") ? "&" : "?") + "stale=ok");
            assertThat(json(response).path("age").textValue()).as(path).isEqualTo("PT1.501S");
            assertThat(response.headers().firstValue("Age")).as(path).hasValue("2");
            assertThat(json(server.get(BOX + path)).has("age")).isFalse();
        }
        assertThat(server.get(BOX + "?stale=maybe").statusCode()).isEqualTo(400);
        assertThat(server.get(BOX + "?stale=ok&after=mailbox.commands-1-17").statusCode())
                .isEqualTo(400);
    }

    @Test
    void pagesByCursorUntilTheEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            add("m" + i, "{\"payload\":" + i + "}");
        }
        JsonNode first = json(server.get(BOX + "/messages?limit=2"));
        assertThat(ids(first)).containsExactly("m0", "m1");
        JsonNode second = json(server.get(
                BOX + "/messages?limit=3&cursor=" + first.get("cursor").textValue()));
        assertThat(ids(second)).containsExactly("m2", "m3", "m4");
        assertThat(second.has("cursor")).isFalse();
    }

    @Test
    void aPageCutByBytesHasACursor() throws Exception {
        add("a", "{\"payload\":\"12345678\"}");
        add("b", "{\"payload\":\"12345678\"}");
        JsonNode page = json(server.get(BOX + "/messages?limit_bytes=1"));
        assertThat(ids(page)).containsExactly("a");
        assertThat(page.has("cursor")).isTrue();
    }

    @Test
    void neverPagesMoreThanTheMaximum() throws Exception {
        for (int i = 0; i < 7; i++) {
            add("m" + i, "{\"payload\":" + i + "}");
        }
        assertThat(ids(json(server.get(BOX + "/messages?limit=1000")))).hasSize(RestServer.RULES.pageMaximum());
        assertThat(ids(json(server.post(BOX + "/take", "{\"limit\":1000}")))).hasSize(RestServer.RULES.pageMaximum());
    }

    @Test
    void takesAsAsked() throws Exception {
        add("a", "{\"payload\":1,\"recipients\":[\"did:x:1\"]}");
        var response = server.post(
                BOX + "/take", "{\"limit\":2,\"limit_bytes\":100,\"recipient_did\":\"did:x:1\",\"lease\":\"PT30S\"}");
        assertThat(ids(json(response))).containsExactly("a");
        assertThat(server.mailboxes.asked())
                .containsExactly(new TakeMessages(
                        OptionalInt.of(2),
                        OptionalLong.of(100),
                        Optional.of("did:x:1"),
                        Optional.of(Duration.ofSeconds(30))));
    }

    @Test
    void aTakeNeedsNoBody() throws Exception {
        assertThat(server.post(BOX + "/take", "").body()).isEqualTo("{\"messages\":[]}");
    }

    @Test
    void aTakeThatDeletesAcknowledgesWhatItAnswered() throws Exception {
        add("a", "{\"payload\":1}");
        assertThat(ids(json(server.post(BOX + "/take", "{\"delete\":true}")))).containsExactly("a");
        var lease = new TakeMessages(
                OptionalInt.of(RestServer.RULES.pageMaximum()),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.of(WriteRoutes.DELETE_LEASE));
        var acknowledgement = new AcknowledgeMessages(List.of(new MessageId("a")));
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.mailboxes.asked()).containsExactly(lease, acknowledgement));
    }

    @Test
    void acknowledgesAndCountsWhatItDoesNotKnow() throws Exception {
        add("a", "{\"payload\":1}");
        var response = server.post(BOX + "/acknowledgements", "{\"ids\":[\"a\",\"b\"]}");
        assertThat(response.body()).isEqualTo("{\"acknowledged\":1,\"unknown\":1}");
    }

    @Test
    void purgesForOneRecipientAfterADryRun() throws Exception {
        add("a", "{\"payload\":1,\"recipients\":[\"did:x:1\"]}");
        add("b", "{\"payload\":2}");
        String path = BOX + "/messages?recipient_did=did:x:1";
        assertThat(server.send("DELETE", path + "&dry_run=true", BodyPublishers.noBody())
                        .body())
                .isEqualTo("{\"purged\":1,\"dry_run\":true}");
        assertThat(server.send("DELETE", path, BodyPublishers.noBody()).body())
                .isEqualTo("{\"purged\":1,\"dry_run\":false}");
        assertThat(ids(json(server.get(BOX + "/messages")))).containsExactly("b");
    }

    @Test
    void tellsTheCurrentSessionOrThatThereIsNone() throws Exception {
        assertThat(server.get(BOX + "/session").statusCode()).isEqualTo(404);
        server.mailboxes.sessionIs(3, "g");
        assertThat(server.get(BOX + "/session").body())
                .isEqualTo("{\"epoch\":3,\"gateway\":\"g\",\"since\":\"2026-11-20T18:17:05.200Z\"}");
    }

    @Test
    void aMailboxMayBeAnyText() throws Exception {
        for (String name :
                List.of("did:key:z6Mk", "a%2Fb", "a+b", "a%20b", "%C3%A9", "a;b", "..%2f..", "a%25b", "a%3Fb")) {
            var response = server.post("/v1/mailboxes/" + name + "/messages", "{\"payload\":\"" + name + "\"}");
            assertThat(response.statusCode()).as(name + response.body()).isEqualTo(202);
        }
        for (String name : List.of("did%3Akey%3Az6Mk", "a%2fb", "a%2Bb", "a b", "é", "a%3Bb", "..%2F..")) {
            String path = "/v1/mailboxes/" + name.replace(" ", "%20").replace("é", "%c3%a9");
            assertThat(json(server.get(path)).get("message_count").intValue())
                    .as(name)
                    .isEqualTo(1);
        }
    }
}
