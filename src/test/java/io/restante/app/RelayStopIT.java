package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.restante.base.Payload;
import io.restante.contract.SettlementTopics;
import io.restante.local.chain.ApplicationStandIn;
import io.restante.local.demo.LocalChild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relayer process that is told to stop while a backend is at work for it. */
@Timeout(180)
class RelayStopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SLOW = "{\"slow\":1}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void whatIsBeingServedIsAnsweredAndOnTheLogBeforeItEnds(@TempDir Path folder) throws Exception {
        HttpServer backend = backend();
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of());
                LocalChild relayer = LocalChild.startGateway(
                        Main.class,
                        folder.resolve("relayer"),
                        first.addresses(),
                        "--set",
                        "gateway.drain=PT0.1S",
                        "--set",
                        "settlement.backendTimeout=PT40S",
                        "--set",
                        "settlement.services.fine=http://127.0.0.1:"
                                + backend.getAddress().getPort() + "/ 10");
                ApplicationStandIn application = new ApplicationStandIn(
                        URI.create(relayer.addresses().gateway().toString()), "fine")) {
            ApplicationStandIn.Session session = await().atMost(PATIENCE)
                    .ignoreException(IllegalStateException.class)
                    .until(application::session, each -> true);
            byte[] slow = application.signed(session, Payload.ofText(SLOW));
            CompletableFuture<HttpResponse<String>> served =
                    http.sendAsync(request(relayer, slow), BodyHandlers.ofString());
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            relayer.terminate();
            byte[] late = application.signed(session, Payload.ofText("{\"late\":1}"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> refused = http.send(request(relayer, late), BodyHandlers.ofString());
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("about to stop");
            });
            release.countDown();
            HttpResponse<String> answer = served.get(1, TimeUnit.MINUTES);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> !relayer.running());
            assertThat(recorded(first)).anyMatch(relay -> relay.contains("slow"));
        } finally {
            release.countDown();
            backend.stop(0);
        }
    }

    private HttpServer backend() throws IOException {
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        backend.createContext("/", exchange -> {
            if (new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains("slow")) {
                asked.countDown();
                awaitRelease();
            }
            byte[] answer = "{\"fine\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        backend.start();
        return backend;
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpRequest request(LocalChild relayer, byte[] body) {
        return HttpRequest.newBuilder(relayer.addresses().gateway().resolve("/v1/relays"))
                .timeout(Duration.ofMinutes(1))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private static List<String> recorded(RunningProcess process) {
        List<String> relays = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        process.addresses().kafka(),
                        "group.id",
                        "relay-stop-it",
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(SettlementTopics.RELAYS.name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> relays.add(new String(record.value(), StandardCharsets.UTF_8)));
                return relays.stream().anyMatch(relay -> relay.contains("slow"));
            });
        }
        return relays;
    }
}
