package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restante.app.instances.HttpLine;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.query.MailboxQueries;
import io.restante.query.routed.Holders;
import io.restante.query.routed.Instances;
import io.restante.query.routed.RoutedGroupQueries;
import io.restante.query.routed.RoutedQueries;
import io.restante.query.routed.RoutedRelaySessionQueries;
import io.restante.query.routed.RoutedStaleQueries;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that cannot be started leaves nothing open of its Kafka side; its brokers are not there in this test. */
@Timeout(120)
class GatewayStartTest {
    private static final String NAME = "never-started";

    private final Path folder;

    GatewayStartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Settings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("data", folder.resolve("data").toString());
        all.put("bootstrapServers", "127.0.0.1:1");
        all.put("gateway.id", NAME);
        all.put("gateway.replyTimeout", "PT0.5S");
        all.put("ops.port", "0");
        all.putIfAbsent("gateway.port", "0");
        return SettingsReader.read(Optional.empty(), Map.of(), all);
    }

    private static void start(Settings settings) {
        try (HttpLine line = new HttpLine(Optional::empty, Optional.empty())) {
            Instances nobody = new Instances(new Nobody(), line, 1, Duration.ofSeconds(1));
            MailboxQueries queries = new RoutedQueries(Optional.empty(), nobody);
            RoutedGroupQueries groups = new RoutedGroupQueries(Optional.empty(), nobody);
            GatewayServer.start(
                            settings,
                            queries,
                            groups,
                            new RoutedStaleQueries(queries, groups, Optional.empty(), nobody),
                            new RoutedRelaySessionQueries(Optional.empty(), nobody),
                            new SimpleMeterRegistry())
                    .close();
        }
    }

    /** The threads of its producer, of its reader and of its admin. */
    private static List<String> kafkaSide() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("restante-gateway-" + NAME)
                        || name.equals("live-" + NAME)
                        || name.equals("heartbeat")
                        || name.startsWith("kafka-admin-client-thread"))
                .toList();
    }

    private static void nothingIsOpen() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(kafkaSide())
                .isEmpty());
    }

    @Test
    void aPortThatIsTakenLeavesNothingOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(Map.of("gateway.port", String.valueOf(taken.getLocalPort())));
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot be opened");
        }
        nothingIsOpen();
    }

    @Test
    void aPortThatIsTakenAndWasToBeEncryptedLeavesNothingOpen() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(Map.of(
                    "gateway.port",
                    String.valueOf(taken.getLocalPort()),
                    "gateway.tls.certificate",
                    made.certificate().toString(),
                    "gateway.tls.key",
                    made.key().toString()));
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot be opened");
        }
        nothingIsOpen();
    }

    @Test
    void filesThatAreNoCertificateAndKeyAreSaidBeforeAnythingIsOpened() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        MadeCertificate other = MadeCertificate.in(Files.createDirectory(folder.resolve("other")));
        String missing = folder.resolve("missing.pem").toString();
        refused(made.key().toString(), made.key().toString(), "certificates as PEM");
        refused(made.certificate().toString(), made.certificate().toString(), "a private key as PEM");
        refused(missing, made.key().toString(), "a file that can be read");
        refused(made.certificate().toString(), other.key().toString(), "the certificate is for another key");
    }

    private void refused(String certificate, String key, String why) {
        for (String of : List.of("gateway.tls", "ops.tls")) {
            Settings settings = settings(Map.of(of + ".certificate", certificate, of + ".key", key));
            assertThatThrownBy(() -> RoleProcess.requirePorts(settings, Set.of(Role.GATEWAY)))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(why);
            if (settings.gateway().tls().on()) {
                assertThatThrownBy(() -> start(settings))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining(why);
            }
            nothingIsOpen();
        }
    }

    /** No instance is known. */
    private static final class Nobody implements Holders {
        @Override
        public Optional<String> holding(int partition) {
            return Optional.empty();
        }

        @Override
        public void doubt() {
            // Nothing is known that could be wrong.
        }
    }
}
