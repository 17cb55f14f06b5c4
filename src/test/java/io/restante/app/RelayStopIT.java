package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.base.Payload;
import io.restante.contract.SettlementTopics;
import io.restante.local.chain.ApplicationStandIn;
import io.restante.local.demo.LocalChild;
import io.restante.settlement.RelayRecord;
import io.restante.settlement.ServedRelay;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relayer process that is told to stop while a backend is at work for it. */
@Timeout(180)
class RelayStopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Payload SLOW = Payload.ofText("{\"slow\":1}");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatIsBeingServedIsAnsweredAndOnTheLogBeforeItEnds(@TempDir Path folder) throws Exception {
        try (http;
                RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of());
                RelayBackend backend = new RelayBackend();
                LocalChild relayer = LocalChild.startGateway(
                        Main.class,
                        folder.resolve("relayer"),
                        first.addresses(),
                        "--set",
                        "gateway.drain=PT0.1S",
                        "--set",
                        "settlement.backendTimeout=PT40S",
                        "--set",
                        "settlement.services.fine=" + backend.address() + " 10");
                ApplicationStandIn application = new ApplicationStandIn(
                        URI.create(relayer.addresses().gateway().toString()), "fine");
                TopicReader<RelayRecord> relays =
                        new TopicReader<>(first.addresses().kafka(), SettlementTopics.RELAY_LOG)) {
            ApplicationStandIn.Session session = await().atMost(PATIENCE)
                    .ignoreException(IllegalStateException.class)
                    .until(application::session, each -> true);
            byte[] slow = application.signed(session, SLOW);
            CompletableFuture<HttpResponse<String>> served =
                    http.sendAsync(request(relayer, slow), BodyHandlers.ofString());
            backend.awaitSlow();
            relayer.terminate();
            byte[] late = application.signed(session, Payload.ofText("{\"late\":1}"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> refused = http.send(request(relayer, late), BodyHandlers.ofString());
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("about to stop");
            });
            backend.letGo();
            HttpResponse<String> answer = served.get(1, TimeUnit.MINUTES);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !relayer.running());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(relays.read())
                    .anyMatch(relay ->
                            relay instanceof ServedRelay of && of.request().equals(SLOW)));
        }
    }

    private static HttpRequest request(LocalChild relayer, byte[] body) {
        return HttpRequest.newBuilder(relayer.addresses().gateway().resolve("/v1/relays"))
                .timeout(Duration.ofMinutes(1))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }
}
