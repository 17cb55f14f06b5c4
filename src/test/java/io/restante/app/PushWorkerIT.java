package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.local.FcmBehaviour;
import io.restante.local.FcmBehaviour.Kind;
import io.restante.local.FcmStandIn;
import io.restante.local.LocalBroker;
import io.restante.local.demo.PlainProducer;
import io.restante.local.demo.TopicReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push worker in a process of its own, killed while a batch is on its way. */
@Tag("slow")
class PushWorkerIT {
    private static final int MESSAGES = 1_500;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;

    PushWorkerIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aKillRepeatsAtMostTheBatchThatWasOnItsWayAndNothingThatWasReported() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                FcmStandIn firebase = FcmStandIn.start(folder.resolve("fcm"));
                RoleProcess topology = topology(broker);
                PlainProducer producer = new PlainProducer(broker.bootstrapServers());
                TopicReader results = new TopicReader(broker.bootstrapServers(), "push.results")) {
            topology.awaitReady();
            firebase.behave(FcmBehaviour.all(Kind.SENT).after(Duration.ofMillis(20)));
            for (int n = 0; n < MESSAGES; n++) {
                producer.message("box-" + n, "{\"payload\":1,\"push\":{\"type\":\"fcm\",\"token\":\"" + n + "\"}}");
            }
            Process first = worker(broker, firebase, "first");
            await().atMost(PATIENCE).until(() -> firebase.received().size() > BATCH + 50);
            first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            Set<String> reported = boxes(results);

            Process second = worker(broker, firebase, "second");
            await().atMost(PATIENCE).until(() -> boxes(results).size() == MESSAGES);
            second.destroyForcibly().waitFor(30, TimeUnit.SECONDS);

            Map<String, Long> received = firebase.received().stream()
                    .map(each -> "box-" + each.message().path("token").asText())
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(received).hasSize(MESSAGES);
            assertThat(firebase.received().size() - MESSAGES).isLessThanOrEqualTo(BATCH);
            assertThat(reported).isNotEmpty().allSatisfy(box -> assertThat(received.get(box))
                    .isEqualTo(1));
        }
    }

    private static Set<String> boxes(TopicReader results) {
        return results.all().stream().map(TopicReader.Seen::key).collect(Collectors.toSet());
    }

    private RoleProcess topology(LocalBroker broker) {
        Settings settings = SettingsReader.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "bootstrapServers",
                        broker.bootstrapServers(),
                        "data",
                        folder.resolve("topology").toString(),
                        "ops.port",
                        "0"));
        return new RoleProcess(settings, Set.of(Role.STREAMS));
    }

    private Process worker(LocalBroker broker, FcmStandIn firebase, String name) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--roles",
                        "push",
                        "--bootstrap-servers",
                        broker.bootstrapServers(),
                        "--data",
                        folder.resolve(name).toString(),
                        "--ops-port",
                        "0",
                        "--set",
                        "push.fcm.credentials=" + firebase.account(),
                        "--set",
                        "push.fcm.endpoint=" + firebase.address()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve(name + ".log").toFile()))
                .start();
    }
}
