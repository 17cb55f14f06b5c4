package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.KeyException;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of one installation, beside one that has everything: a gateway without a topology, and another of each. */
@Tag("slow")
@Timeout(180)
class SeveralProcessesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PARTITIONS = 4;

    private final Path folder;

    SeveralProcessesIT(@TempDir Path folder) {
        this.folder = folder;
    }

    private RoleProcess gateway(RunningProcess beside, Map<String, String> settings) {
        return process(beside, settings, Set.of(Role.GATEWAY));
    }

    private RoleProcess process(RunningProcess beside, Map<String, String> settings, Set<Role> roles) {
        Map<String, String> given = new HashMap<>(settings);
        given.put("bootstrapServers", beside.addresses().kafka());
        given.put("data", folder.resolve("second").toString());
        given.put("gateway.port", "0");
        given.put("gateway.id", "second");
        given.put("ops.port", "0");
        Settings read = SettingsReader.read(Optional.empty(), Map.of(), given);
        RoleProcess process = new RoleProcess(read, roles);
        process.awaitReady();
        return process;
    }

    private static URI at(RoleProcess gateway, String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + gateway.gatewayPort().orElseThrow() + path);
    }

    @Test
    void answersWhatTheTopologyNextDoorKnows() throws Exception {
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of());
                RoleProcess second = gateway(first, Map.of());
                RpcSocketClient socket = new RpcSocketClient(first.client, at(second, "ws", "/"))) {
            for (String mailbox : List.of("a", "b", "c", "d", "e")) {
                walk(first, second, socket, mailbox);
            }
        }
    }

    @Test
    void whenNobodyIsThereToAskItSaysSoInTime() throws Exception {
        RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of());
        try (RoleProcess second = gateway(first, Map.of());
                HttpClient client = HttpClient.newHttpClient();
                RpcSocketClient socket = new RpcSocketClient(client, at(second, "ws", "/"))) {
            String connection = "{\"connectionId\":\"alice\"}";
            assertThat(socket.call("getAvailableMessageCount", connection)).contains("\"result\":0");
            first.close();
            for (String method : List.of("getAvailableMessageCount", "getLiveSession", "takeFromQueue")) {
                long asked = System.nanoTime();
                JsonNode error = json(socket.call(method, connection)).path("error");
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(2_500));
                assertThat(error.path("code").intValue()).as(method).isEqualTo(-32001);
                assertThat(error.path("data").path("retryAfterMs").longValue()).isPositive();
            }
            HttpRequest look = HttpRequest.newBuilder(at(second, "http", "/v1/mailboxes/alice/messages"))
                    .build();
            HttpResponse<byte[]> answer = client.send(look, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        } finally {
            first.close();
        }
    }

    private static void walk(RunningProcess first, RoleProcess second, RpcSocketClient socket, String mailbox)
            throws Exception {
        String connection = "{\"connectionId\":\"" + mailbox + "\"}";
        assertThat(socket.call("getLiveSession", connection)).contains("\"result\":false");
        assertThat(first.post("/v1/mailboxes/" + mailbox + "/messages", "{\"id\":\"m\",\"payload\":{\"b\": 1.50}}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(json(socket.call("takeFromQueue", connection)).get("result")).hasSize(1);
        assertThat(socket.call("getAvailableMessageCount", connection)).contains("\"result\":1");
        assertThat(socket.call("addLiveSession", "{\"connectionId\":\"" + mailbox + "\",\"sessionId\":\"s\"}"))
                .contains("\"result\":true");
        assertThat(socket.call("getLiveSession", connection)).contains("\"result\":true");
        String rest = "/v1/mailboxes/" + mailbox;
        JsonNode status = json(get(first, at(second, "http", rest)));
        assertThat(status.path("message_count").intValue()).isEqualTo(1);
        assertThat(status.path("session").path("gateway").textValue()).isEqualTo("second");
        assertThat(RunningProcess.text(get(first, at(second, "http", rest + "/messages"))))
                .contains("\"payload\":{\"b\": 1.50}");
        assertThat(json(get(first, at(second, "http", rest + "/messages/m/timeline")))
                        .path("events"))
                .isNotEmpty();
        assertThat(socket.call("removeMessages", "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":[\"m\"]}"))
                .contains("\"result\":true");
        assertThat(json(first.get(rest)).path("message_count").intValue()).isZero();
    }

    private static HttpResponse<byte[]> get(RunningProcess process, URI address)
            throws IOException, InterruptedException {
        return process.client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    }

    @Test
    void instancesOfTheTopologyAnswerForEachOther() throws Exception {
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), Map.of())) {
            List<String> mailboxes =
                    IntStream.range(0, 12).mapToObj(n -> "shared-" + n).toList();
            for (String mailbox : mailboxes) {
                first.post("/v1/mailboxes/" + mailbox + "/messages", "{\"payload\":1}");
            }
            try (RoleProcess second = process(first, Map.of(), EnumSet.allOf(Role.class))) {
                await().atMost(PATIENCE).until(() -> partitions(first, second.opsPort()) > 0);
                URI operations = first.addresses().operations();
                await().atMost(PATIENCE).until(() -> partitions(first, operations.getPort()) < PARTITIONS);
                assertHoldsOneEach(first, at(second, "http", ""), mailboxes);
                assertHoldsOneEach(first, first.rest(""), mailboxes);
            }
            assertHoldsOneEach(first, first.rest(""), mailboxes);
        }
    }

    private static int partitions(RunningProcess process, int opsPort) throws Exception {
        return json(get(process, URI.create("http://127.0.0.1:" + opsPort + "/cluster")))
                .path("partitions")
                .size();
    }

    /** While a store moves, asking again later is right. */
    private static void assertHoldsOneEach(RunningProcess process, URI gateway, List<String> mailboxes) {
        for (String mailbox : mailboxes) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<byte[]> status = get(process, URI.create(gateway + "/v1/mailboxes/" + mailbox));
                assertThat(status.statusCode()).isIn(200, 503);
                assertThat(json(status).path("message_count").intValue()).isEqualTo(1);
            });
        }
    }

    @Test
    void thoseThatAskForTokensAskEachOtherToo() throws Exception {
        Path issuer = folder.resolve("issuer.json");
        Path shared = folder.resolve("shared.json");
        SigningKey.ensure(issuer);
        SigningKey.ensure(shared);
        Map<String, String> closed = Map.of("auth.jwt.keys", issuer.toString(), "auth.key", shared.toString());
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), closed)) {
            try (RoleProcess second = gateway(first, closed)) {
                HttpRequest request = HttpRequest.newBuilder(at(second, "http", "/v1/mailboxes/alice"))
                        .header("Authorization", "Bearer " + token(issuer))
                        .build();
                HttpResponse<byte[]> status = first.client.send(request, BodyHandlers.ofByteArray());
                assertThat(status.statusCode()).as(RunningProcess.text(status)).isEqualTo(200);
            }
            HttpRequest stranger = HttpRequest.newBuilder(
                            URI.create(first.addresses().operations() + "/internal/questions"))
                    .header("Authorization", "Bearer " + token(issuer))
                    .POST(BodyPublishers.ofString("{\"ask\":\"status\",\"mailbox\":\"alice\"}"))
                    .build();
            assertThat(first.client.send(stranger, BodyHandlers.ofByteArray()).statusCode())
                    .isEqualTo(401);
            assertThatThrownBy(() -> gateway(first, Map.of("auth.jwt.keys", issuer.toString())))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("--key");
        }
    }

    @Test
    void whereOperationsPortsAreEncryptedTheyAskEachOtherByTls() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        Map<String, String> own = Map.of(
                "ops.tls.certificate",
                made.certificate().toString(),
                "ops.tls.key",
                made.key().toString());
        Map<String, String> trusting = new HashMap<>(own);
        trusting.put("ops.tls.trusted", made.certificate().toString());
        try (RunningProcess first = new RunningProcess(folder.resolve("first"), trusting)) {
            URI operations = first.addresses().operations();
            assertThat(operations.getScheme()).isEqualTo("https");
            URI plain = URI.create("http://" + operations.getAuthority() + "/health/live");
            assertThatThrownBy(() -> get(first, plain)).isInstanceOf(IOException.class);
            first.post("/v1/mailboxes/alice/messages", "{\"payload\":1}");
            try (RoleProcess second = gateway(first, trusting)) {
                await().atMost(PATIENCE).until(() -> status(first, second) == 200);
            }
            try (RoleProcess second = gateway(first, own)) {
                assertThat(status(first, second)).as("one that believes nobody").isEqualTo(503);
            }
        }
    }

    private static int status(RunningProcess first, RoleProcess second) throws Exception {
        return get(first, at(second, "http", "/v1/mailboxes/alice")).statusCode();
    }

    private static String token(Path issuer) {
        Instant now = Instant.now();
        Caller alice = new Caller(
                "alice",
                Set.of(),
                Set.of(),
                MailboxScope.of(List.of("alice")),
                Optional.of(now.plus(Duration.ofMinutes(5))));
        return SigningKey.read(issuer).token(alice, TokenRules.DEFAULTS, now);
    }
}
