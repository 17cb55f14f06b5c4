package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.local.SecuredBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is set under {@code kafka} reaches every client: brokers that speak TLS alone and want a name and a password. */
@Timeout(180)
class SecuredKafkaIT {
    private static final String PASSWORD = MadeCertificate.PASSWORD;

    @Test
    void everythingRunsOnBrokersThatAskForTlsAndAPassword(@TempDir Path folder) throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        try (SecuredBroker broker =
                new SecuredBroker(folder.resolve("broker"), made.store(), made.certificate(), PASSWORD)) {
            Settings settings = settings(folder, broker, made, PASSWORD);
            assertThat(settings.toString()).contains("SASL_SSL").doesNotContain(PASSWORD);
            try (RoleProcess process = new RoleProcess(settings, EnumSet.of(Role.STREAMS, Role.GATEWAY));
                    HttpClient client = HttpClient.newHttpClient()) {
                process.awaitReady();
                URI box = URI.create("http://127.0.0.1:" + process.gatewayPort().orElseThrow() + "/v1/mailboxes/alice");
                HttpRequest add = HttpRequest.newBuilder(URI.create(box + "/messages"))
                        .POST(BodyPublishers.ofString("{\"id\":\"m\",\"payload\":1}"))
                        .build();
                assertThat(client.send(add, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(202);
                for (String path : new String[] {"", "/messages", "/messages/m/timeline", "/sessions"}) {
                    HttpResponse<String> read = client.send(
                            HttpRequest.newBuilder(URI.create(box + path)).build(), BodyHandlers.ofString());
                    assertThat(read.statusCode()).as(path + read.body()).isEqualTo(200);
                }
            }
            Settings wrong = settings(folder, broker, made, "another-password");
            assertThatThrownBy(() -> new RoleProcess(wrong, EnumSet.of(Role.STREAMS)))
                    .isInstanceOf(StartException.class)
                    .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("another-password"));
        }
    }

    private static Settings settings(Path folder, SecuredBroker broker, MadeCertificate made, String password) {
        Map<String, String> given = new HashMap<>();
        given.put("bootstrapServers", broker.address());
        given.put("data", folder.resolve("data").toString());
        given.put("gateway.port", "0");
        given.put("ops.port", "0");
        given.put("kafka.security.protocol", "SASL_SSL");
        given.put("kafka.sasl.mechanism", "PLAIN");
        given.put(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"restante\" password=\""
                        + password + "\";");
        given.put("kafka.ssl.truststore.type", "PEM");
        given.put("kafka.ssl.truststore.location", made.certificate().toString());
        return SettingsReader.read(Optional.empty(), Map.of(), given);
    }
}
