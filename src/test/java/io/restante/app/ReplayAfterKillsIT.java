package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.app.ReplayCommands.Ran;
import io.restante.local.LocalBroker;
import io.restante.replay.Brokers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A random history on every input of a real broker, while the process that holds the stores is killed again and again: at its end a replay of everything, which was killed too, has what
 * the live stores have, mailbox by mailbox.
 */
@Tag("slow")
@Timeout(600)
class ReplayAfterKillsIT {
    private static final String LIVE = "restante";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 4;
    private static final int RECORDS_A_LIFE = 700;
    private static final Set<String> WRITTEN = Set.of(
            "mailbox.messages", "mailbox.commands", "session.events", "group.events", "push.targets", "push.results");

    private final Path folder;

    ReplayAfterKillsIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aReplayOfEverythingHasWhatTheKilledOneHas() throws Exception {
        long seed = Long.getLong("restante.seed", System.nanoTime());
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                RandomHistory history = new RandomHistory(broker.bootstrapServers(), seed)) {
            Life life = new Life(broker.bootstrapServers(), new Brokers(admin));
            try {
                life.start("run", "--roles", "streams", "--ops-port", "0");
                life.ready();
                admin.createTopics(List.of(new NewTopic("delivery.live." + RandomHistory.GATEWAY, 2, (short) 1)))
                        .all()
                        .get();
                Random random = new Random(seed);
                for (int kill = 0; kill < KILLS; kill++) {
                    history.write(RECORDS_A_LIFE + random.nextInt(RECORDS_A_LIFE));
                    life.kill();
                    history.write(random.nextInt(RECORDS_A_LIFE));
                    life.start("run", "--roles", "streams", "--ops-port", "0");
                }
                history.write(RECORDS_A_LIFE);
                life.caughtUp();
                life.stop();
                ReplayCommands commands = new ReplayCommands(broker.bootstrapServers(), folder);
                halfAShadowIsKilled(life);
                Ran shadow = commands.replay("shadow", "all", "--until", "live", "--set", "delivery.maxAttempts=0");
                assertThat(shadow.exitCode()).as(shadow.all()).isZero();
                Ran diff = commands.replay("diff", "all", "--wait", "PT1M");
                assertThat(diff.exitCode())
                        .as("seed %d (-Drestante.seed)\n%s", seed, diff.all())
                        .isZero();
                assertThat(diff.out()).contains("The same").contains("| mailbox.ledger: acknowledged |");
            } finally {
                life.kill();
            }
        }
    }

    /** It has come somewhere, and nobody told it to stop. */
    private static void halfAShadowIsKilled(Life life) throws IOException {
        life.start("replay", "shadow", "all", "--until", "live", "--rate", "400", "--set", "delivery.maxAttempts=0");
        await().atMost(PATIENCE).until(() -> life.standsAt("restante-shadow-all") > 400);
        life.kill();
        await().atMost(PATIENCE).until(() -> life.brokers.members("restante-shadow-all") == 0);
    }

    /** A process of the installation, and where it stands. */
    private final class Life {
        private final String bootstrapServers;
        private final Brokers brokers;
        private final Path log = folder.resolve("life.log");
        private Optional<Process> process = Optional.empty();

        Life(String bootstrapServers, Brokers brokers) {
            this.bootstrapServers = bootstrapServers;
            this.brokers = brokers;
        }

        void start(String... words) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(List.of(words));
            command.addAll(List.of("--bootstrap-servers", bootstrapServers, "--set", "data=" + folder));
            command.addAll(List.of("--set", "topics.partitions=2", "--set", "delivery.maxAttempts=0"));
            process = Optional.of(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        }

        private boolean isAlive() {
            return process.filter(Process::isAlive).isPresent();
        }

        void ready() {
            await().atMost(PATIENCE).until(() -> brokers.members(LIVE) > 0 || !isAlive());
            assertThat(isAlive()).as("it runs: %s", log).isTrue();
        }

        long standsAt(String group) {
            return brokers.committed(group).entrySet().stream()
                    .filter(place -> WRITTEN.contains(place.getKey().topic()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        /** Everything that was written is applied, and written down. */
        void caughtUp() {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(isAlive()).as("it runs: %s", log).isTrue();
                Map<TopicPartition, Long> committed = brokers.committed(LIVE);
                brokers.latest(brokers.places(WRITTEN))
                        .forEach((place, end) -> assertThat(committed.getOrDefault(place, 0L))
                                .as(place.toString())
                                .isGreaterThanOrEqualTo(end));
            });
        }

        void stop() throws InterruptedException {
            process.orElseThrow().destroy();
            assertThat(process.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it stops when it is told to")
                    .isTrue();
        }

        void kill() {
            process.ifPresent(Process::destroyForcibly);
            process.ifPresent(each -> each.onExit().join());
        }
    }
}
