package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MessageId;
import io.restante.base.SessionId;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryRoutesTest {
    private static final String BOX = "/v1/mailboxes/box";
    private static final Instant AT = MailboxesInMemory.RECEIVED;
    private static final Instant NOW = AT.plusSeconds(42);

    private final RestServer server = new RestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsWhatHappenedToAMessage() throws Exception {
        server.post(BOX + "/messages", "{\"id\":\"a\",\"payload\":1}");
        MessageId id = new MessageId("a");
        server.histories.add(new LedgerEntry(id, 0, Step.STORED, AT, Optional.empty(), Optional.empty()));
        server.histories.add(
                new LedgerEntry(id, 0, Step.HANDED_OUT, AT.plusMillis(1), Optional.of(new Epoch(7)), Optional.of(1)));
        assertThat(server.get(BOX + "/messages/a/timeline").body())
                .isEqualTo("{\"events\":[{\"event\":\"stored\",\"at\":\"2026-11-20T18:17:05.200Z\"},"
                        + "{\"event\":\"handed-out\",\"at\":\"2026-11-20T18:17:05.201Z\",\"epoch\":7,\"attempt\":1}]}");
        assertThat(server.histories.sequence()).hasValue(0);
    }

    @Test
    void aMessageNobodyKnowsIsLookedForSinceTheTimeAskedForOrADay() throws Exception {
        var response = server.get(BOX + "/messages/gone/timeline");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).get("type").textValue()).endsWith(":no-timeline");
        assertThat(json(response).get("detail").textValue()).contains("gone", "2026-11-19T18:17:47.200Z", "since=");
        assertThat(server.histories.sequence()).isEmpty();
        server.get(BOX + "/messages/gone/timeline?since=2026-11-01T00:00:00Z");
        assertThat(server.histories.from()).contains(Instant.parse("2026-11-01T00:00:00Z"));
    }

    @Test
    void tellsTheSessionsThatAreOver() throws Exception {
        server.histories.add(new EndedSession(
                new SessionId("s"), new Epoch(7), new GatewayId("g"), AT, NOW, EndReason.REPLACED, 3, 2));
        assertThat(server.get(BOX + "/sessions").body())
                .isEqualTo("{\"sessions\":[{\"session_id\":\"s\",\"epoch\":7,\"gateway\":\"g\","
                        + "\"started_at\":\"2026-11-20T18:17:05.200Z\",\"ended_at\":\"2026-11-20T18:17:47.200Z\","
                        + "\"reason\":\"replaced\",\"handed_out\":3,\"acknowledged\":2}]}");
        assertThat(server.histories.from()).contains(NOW.minus(Duration.ofDays(1)));
    }
}
