package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class HistoryIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private RunningProcess process;

    @BeforeAll
    void start(@TempDir Path data) {
        process = new RunningProcess(data, Map.of());
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private List<String> events(String path) throws Exception {
        HttpResponse<byte[]> response = process.get(path);
        return response.statusCode() == 200 ? json(response).findValuesAsText("event") : List.of();
    }

    @Test
    void aMessageThatWasHandedOutAndAcknowledgedHasItsTimeline() throws Exception {
        try (RpcSocketClient socket = process.rpc()) {
            socket.call("addLiveSession", "{\"connectionId\":\"lived\",\"sessionId\":\"s\"}");
            socket.call("addMessage", "{\"connectionId\":\"lived\",\"payload\":1,\"id\":\"other\"}");
            socket.call("addMessage", "{\"connectionId\":\"lived\",\"payload\":2,\"id\":\"one\"}");
            socket.event();
            socket.call("removeMessages", "{\"connectionId\":\"lived\",\"messageIds\":[\"one\"]}");
        }
        String path = "/v1/mailboxes/lived/messages/one/timeline";
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events(path)).containsExactly("stored", "handed-out", "acknowledged"));
        JsonNode handedOut = json(process.get(path)).get("events").get(1);
        assertThat(handedOut.get("attempt").intValue()).isEqualTo(1);
        assertThat(handedOut.has("epoch")).isTrue();
        JsonNode session = await().atMost(SOON)
                .until(
                        () -> json(process.get("/v1/mailboxes/lived/sessions")).get("sessions"),
                        sessions -> sessions.size() == 1)
                .get(0);
        assertThat(session.get("session_id").textValue()).isEqualTo("s");
        assertThat(session.get("epoch")).isEqualTo(handedOut.get("epoch"));
        assertThat(session.get("acknowledged").intValue()).isEqualTo(1);
    }

    @Test
    void ofAMessageThatNeverWasNothingIsKnown() throws Exception {
        assertThat(process.get("/v1/mailboxes/nobody/messages/none/timeline").statusCode())
                .isEqualTo(404);
        assertThat(json(process.get("/v1/mailboxes/nobody/sessions")).get("sessions"))
                .isEmpty();
    }
}
