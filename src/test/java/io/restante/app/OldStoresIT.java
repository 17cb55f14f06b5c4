package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.app.settings.SettingsReader;
import io.restante.gateway.access.SigningKey;
import io.restante.local.LocalBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose disk lay aside while another one worked, for longer than changelogs tell what was deleted. */
@Tag("slow")
@Timeout(300)
class OldStoresIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String KEY = "key.json";
    private static final String CHANGELOG = "restante-mailbox-entries-changelog";

    /** Deletions are forgotten as soon as the cleaner sees them again. */
    private static final Map<String, String> FORGETFUL = Map.of(
            "delete.retention.ms",
            "1",
            "segment.ms",
            "500",
            "min.cleanable.dirty.ratio",
            "0",
            "max.compaction.lag.ms",
            "1");

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    OldStoresIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatWasDeletedMeanwhileStaysDeleted() throws Exception {
        SigningKey.ensure(folder.resolve(KEY));
        try (client;
                LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                RoleProcess gateway = process(broker, "gateway", Role.GATEWAY);
                RpcSocketClient socket = new RpcSocketClient(client, at(gateway, "ws", "/"))) {
            try (RoleProcess first = process(broker, "first", Role.STREAMS)) {
                first.awaitReady();
                for (String id : List.of("older", "gone", "newer")) {
                    post(gateway, "ann", id);
                }
                awaitHeld(gateway, "older", "gone", "newer");
                writtenDown("first", Instant.now().minus(Duration.ofHours(30)));
            }
            assertThat(writtenDown("first")).as("closed just now").allMatch(this::isRecent);
            try (RoleProcess second = process(broker, "second", Role.STREAMS)) {
                second.awaitReady();
                socket.call("removeMessages", "{\"connectionId\":\"ann\",\"messageIds\":[\"gone\"]}");
                awaitHeld(gateway, "older", "newer");
                forgetDeletions(broker, gateway);
            }
            writtenDown("first", Instant.now().minus(Duration.ofHours(13)));
            try (RoleProcess again = process(broker, "first", Role.STREAMS)) {
                again.awaitReady();
                awaitHeld(gateway, "older", "newer");
            }
        }
    }

    private RoleProcess process(LocalBroker broker, String name, Role role) {
        Map<String, String> given = new HashMap<>();
        given.put("bootstrapServers", broker.bootstrapServers());
        given.put("data", folder.resolve(name).toString());
        given.put("auth.key", folder.resolve(KEY).toString());
        given.put("topics.partitions", "1");
        given.put("gateway.port", "0");
        given.put("gateway.id", "gateway");
        given.put("ops.port", "0");
        return new RoleProcess(SettingsReader.read(Optional.empty(), Map.of(), given), Set.of(role));
    }

    private static URI at(RoleProcess gateway, String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + gateway.gatewayPort().orElseThrow() + path);
    }

    private void post(RoleProcess gateway, String mailbox, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at(gateway, "http", "/v1/mailboxes/" + mailbox + "/messages"))
                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"payload\":1}"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofByteArray()).statusCode())
                .isEqualTo(202);
    }

    private void awaitHeld(RoleProcess gateway, String... ids) {
        HttpRequest request = HttpRequest.newBuilder(at(gateway, "http", "/v1/mailboxes/ann/messages"))
                .build();
        await().atMost(PATIENCE).untilAsserted(() -> {
            var answer = client.send(request, BodyHandlers.ofByteArray());
            assertThat(json(answer).path("messages").valueStream().map(each -> each.path("id")
                            .textValue()))
                    .as("%d", answer.statusCode())
                    .containsExactly(ids);
        });
    }

    /** Returns when the changelog does not tell any more that the message is gone. */
    private void forgetDeletions(LocalBroker broker, RoleProcess gateway) throws Exception {
        await().atMost(PATIENCE).until(() -> tellsOfDeletions(broker));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<AlterConfigOp> changes = FORGETFUL.entrySet().stream()
                    .map(each -> new AlterConfigOp(
                            new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, CHANGELOG), changes))
                    .all()
                    .get();
        }
        AtomicInteger fillers = new AtomicInteger();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            post(gateway, "bob", "filler-" + fillers.incrementAndGet());
            return !tellsOfDeletions(broker);
        });
    }

    /** Whether the changelog has a deletion of a key of ann's. */
    private static boolean tellsOfDeletions(LocalBroker broker) {
        TopicPartition all = new TopicPartition(CHANGELOG, 0);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = Objects.requireNonNull(consumer.endOffsets(List.of(all)).get(all));
            while (consumer.position(all) < end) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    if (each.value() == null && each.key().contains("ann")) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private boolean isRecent(Instant time) {
        return time.isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    private List<Path> tasks(String name) throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve(name).resolve("streams/restante"))) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    private List<Instant> writtenDown(String name) throws IOException {
        return tasks(name).stream()
                .map(task -> Instant.ofEpochMilli(task.toFile().lastModified()))
                .toList();
    }

    private void writtenDown(String name, Instant time) throws IOException {
        for (Path task : tasks(name)) {
            Files.setLastModifiedTime(task, FileTime.from(time));
        }
    }
}
