package io.restante.gateway.live;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.Urgency;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.local.BrokerProcess;
import io.restante.mailbox.AddMessage;
import io.restante.query.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker in a process of its own that is stopped in the middle of its work, as by a disk that does not answer, and goes on later. */
@Timeout(120)
class HeldUpBrokerIT {
    private static final Duration REPLY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MailboxId ALICE = new MailboxId("alice");
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MAILBOX_MESSAGES.name(), 0);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void callersAreAnsweredInTimeAndNothingIsWrittenTwiceOrOutOfOrder() throws Exception {
        List<String> expected = new ArrayList<>(List.of("before"));
        IntStream.range(0, 20).forEach(n -> expected.add("held-up-" + n));
        expected.add("after");
        assertThat(writtenBy((broker, client, log) -> {
                    append(log, "before").join();
                    signal(broker, "-STOP");
                    List<CompletableFuture<Position>> heldUp = IntStream.range(0, 20)
                            .mapToObj(n -> append(log, "held-up-" + n))
                            .toList();
                    for (CompletableFuture<Position> each : heldUp) {
                        assertThatThrownBy(() -> each.get(REPLY.toMillis(), MILLISECONDS))
                                .isInstanceOf(ExecutionException.class)
                                .hasCauseInstanceOf(UnavailableException.class);
                    }
                    signal(broker, "-CONT");
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(written(client)).hasSize(21));
                    append(log, "after").join();
                }))
                .isEqualTo(expected);
    }

    @Test
    void whoCanWaitIsToldWhatBecameOfTheRecordWhichIsWrittenOnce() throws Exception {
        assertThat(writtenBy((broker, client, log) -> {
                    append(log, "before").join();
                    signal(broker, "-STOP");
                    CompletableFuture<Position> hurried = append(log, "hurried");
                    CompletableFuture<Position> patient =
                            log.appendPatiently(Topics.MAILBOX_MESSAGES, ALICE, message("patient"));
                    assertThatThrownBy(hurried::join).hasCauseInstanceOf(UnavailableException.class);
                    assertThat(patient).isNotDone();
                    signal(broker, "-CONT");
                    assertThat(patient.get(PATIENCE.toMillis(), MILLISECONDS).offset())
                            .isEqualTo(2);
                }))
                .containsExactly("before", "hurried", "patient");
    }

    private interface Trial {
        void on(Process broker, Map<String, Object> client, KafkaRecordLog log) throws Exception;
    }

    /** What is on the log of a broker after the trial, and after whoever wrote to it has closed. */
    private List<String> writtenBy(Trial trial) throws Exception {
        Process broker = BrokerProcess.start(folder);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Object> client = Map.of("bootstrap.servers", BrokerProcess.addressOf(broker));
            create(client);
            try (KafkaRecordLog log = log(client, callers)) {
                trial.on(broker, client, log);
            }
            return written(client);
        } finally {
            broker.destroyForcibly().waitFor();
        }
    }

    private static KafkaRecordLog log(Map<String, Object> client, Executor callers) {
        LiveGatewaySettings settings =
                new LiveGatewaySettings(new GatewayId("here"), client, 1, REPLY, Duration.ofSeconds(1), 1 << 20);
        return new KafkaRecordLog(settings, callers);
    }

    private static CompletableFuture<Position> append(KafkaRecordLog log, String id) {
        return log.append(Topics.MAILBOX_MESSAGES, ALICE, message(id));
    }

    private static AddMessage message(String id) {
        return new AddMessage(
                Optional.of(new MessageId(id)),
                List.of(),
                Payload.ofText("1"),
                Optional.empty(),
                Urgency.NORMAL,
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> written(Map<String, Object> client) {
        List<String> ids = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(each -> ids.add(Topics.MAILBOX_MESSAGES
                                .values()
                                .deserializer()
                                .deserialize(PARTITION.topic(), each.value())
                                .id()
                                .orElseThrow()
                                .value()));
            }
        }
        return ids;
    }

    private static void create(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
