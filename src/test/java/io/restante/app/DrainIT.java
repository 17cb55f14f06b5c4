package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.local.demo.LocalChild;
import io.restante.local.demo.RestClient;
import io.restante.local.demo.RestClient.EventStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process that is told to stop, twice, while clients are there. */
@Timeout(120)
class DrainIT {
    private static final Duration DRAIN = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void sendsItsClientsAwayInOrderBeforeItEnds(@TempDir Path folder) throws Exception {
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of());
                LocalChild second = LocalChild.startGateway(
                        Main.class, folder.resolve("second"), first.addresses(), "--set", "gateway.drain=" + DRAIN)) {
            URI address = second.addresses().webSocket();
            try (RpcSocketClient one = new RpcSocketClient(first.client, address);
                    RpcSocketClient other = new RpcSocketClient(first.client, address);
                    RestClient rest = new RestClient(second.addresses().gateway());
                    EventStream stream = rest.stream("streamed")) {
                hold(one, "one");
                hold(other, "other");
                long told = System.nanoTime();
                second.terminate();
                await().atMost(PATIENCE).until(() -> readiness(first.client, second) == 503);
                second.terminate();
                assertThatThrownBy(() -> new RpcSocketClient(first.client, address))
                        .hasCauseInstanceOf(WebSocketHandshakeException.class);
                assertThat(stream.next("terminated", PATIENCE))
                        .hasValueSatisfying(event -> assertThat(event.data()).contains("\"terminated\""));
                assertThat(List.of(one.closed(), other.closed())).containsOnly(1012);
                assertThat(Duration.ofNanos(System.nanoTime() - told))
                        .as("the last socket's turn")
                        .isGreaterThanOrEqualTo(DRAIN.dividedBy(2))
                        .isLessThan(DRAIN.multipliedBy(2));
                await().atMost(PATIENCE).until(() -> !second.running());
            }
            for (String mailbox : List.of("one", "other", "streamed")) {
                assertEndedOnce(first, mailbox);
            }
        }
    }

    private static void hold(RpcSocketClient socket, String mailbox) {
        assertThat(socket.call("addLiveSession", "{\"connectionId\":\"" + mailbox + "\",\"sessionId\":\"s\"}"))
                .contains("\"result\":true");
    }

    private static int readiness(HttpClient client, LocalChild process) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        process.addresses().operations().resolve("/health/ready"))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static void assertEndedOnce(RunningProcess process, String mailbox) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode sessions =
                    json(process.get("/v1/mailboxes/" + mailbox + "/sessions")).path("sessions");
            assertThat(sessions.findValuesAsText("reason")).containsExactly("terminated");
        });
    }
}
