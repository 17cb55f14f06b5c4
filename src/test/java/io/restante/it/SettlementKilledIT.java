package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.app.settings.SettlementSettings;
import io.restante.base.Payload;
import io.restante.contract.MalformedException;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Topic;
import io.restante.local.LocalBroker;
import io.restante.settlement.Block;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.RelayHash;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SignedRelay;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A settlement process is killed at each step of a session's life, on a real broker, and started again. The chain, the relayer and the points at which it is killed are
 * played by this test, which knows the process by the records it reads and writes alone.
 */
@Tag("slow")
@Timeout(600)
class SettlementKilledIT {
    private static final int PARTITIONS = 4;
    private static final int RELAYS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SUPPLIER = "b".repeat(64);
    private static final ChainParameters CHAIN = SettlementSettings.DEFAULTS.chain();

    private final Path folder;
    private final List<SubmitClaim> claims = new ArrayList<>();
    private final List<SubmitProof> proofs = new ArrayList<>();
    private final List<EndedRelaySession> history = new ArrayList<>();

    SettlementKilledIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void oneRootNoLostRelayAndNoMissedWindowWhereverItIsKilled() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                Life life = new Life(broker.bootstrapServers())) {
            life.start();
            life.block(1);
            SessionHeader session = session();
            SupplierSession key = session.of(SUPPLIER);
            List<ServedRelay> relays = relays(session);
            relays.subList(0, 100).forEach(life::relay);
            life.killed("while relays come in");
            relays.subList(100, RELAYS).forEach(life::relay);
            life.blocks(2, 11);
            life.killed("before the claim window");
            life.block(12);
            life.killed("at the freeze");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(life.read().claims).isNotEmpty());
            life.killed("when the claim is out");
            life.told(key, Kind.CLAIM, 12);
            life.killed("when the claim is included");
            life.blocks(13, 15);
            life.killed("when the seed is there");
            life.block(16);
            life.killed("at the proof");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(life.read().proofs).isNotEmpty());
            life.killed("when the proof is out");
            life.told(key, Kind.PROOF, 16);
            life.killed("when the proof is included");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(life.read().history).isNotEmpty());
            life.killed("when it is over");
            life.block(17);
            TreeRoot root = root(relays);
            assertThat(life.read().claims)
                    .as("one root, with every relay")
                    .extracting(SubmitClaim::root)
                    .containsOnly(root);
            Bytes path = Bytes.hex(CHAIN.proofPath(hash(15), session.sessionId()));
            assertThat(proofs)
                    .allSatisfy(proof -> assertThat(new Verifier().closest(Bytes.hex(root.hex()), path, proof.proof()))
                            .isInstanceOf(Verdict.Accepted.class));
            assertThat(history)
                    .as("no window was missed, and it ended once")
                    .extracting(EndedRelaySession::end, EndedRelaySession::relays)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(End.SETTLED, (long) RELAYS));
        }
    }

    /** What another producer's open transaction holds back stands on the log, and nobody can read it yet. */
    @Test
    void aRelayThatTheLogHadBeforeTheBlockIsInTheClaimHoweverMuchLaterItIsRead() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                Life life = new Life(broker.bootstrapServers());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<byte[], byte[]> held = life.producer(Map.of("transactional.id", "held"))) {
            life.start();
            life.block(1);
            List<ServedRelay> relays = relays(session());
            relays.subList(0, 100).forEach(life::relay);
            held.initTransactions();
            held.beginTransaction();
            relays.subList(100, RELAYS).forEach(relay -> life.relay(held, relay));
            held.flush();
            life.blocks(2, 12);
            TopicPartition blocks = new TopicPartition(
                    SettlementTopics.BLOCKS.name(),
                    SettlementTopics.RELAYS.partition(relays.getFirst().key(), PARTITIONS));
            await().atMost(PATIENCE)
                    .until(() -> Optional.ofNullable(admin.listConsumerGroupOffsets("restante-settlement")
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .get(blocks))
                            .filter(read -> read.offset() >= 12)
                            .isPresent());
            assertThat(life.read().claims).as("the claim waits").isEmpty();
            held.commitTransaction();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(life.read().claims)
                    .extracting(SubmitClaim::root)
                    .containsExactly(root(relays)));
        }
    }

    private static SessionHeader session() {
        String application = "a".repeat(64);
        return new SessionHeader(
                application, "echo", ChainParameters.sessionId(application, "echo", 1, hash(1)), 1, 10);
    }

    private static String hash(long height) {
        return SignedRelay.hash(Long.toString(height).getBytes(StandardCharsets.UTF_8));
    }

    private static List<ServedRelay> relays(SessionHeader session) {
        List<ServedRelay> relays = new ArrayList<>();
        for (int n = 0; n < RELAYS; n++) {
            relays.add(new ServedRelay(
                    SUPPLIER,
                    session,
                    3,
                    Payload.ofText("{\"call\":" + n + "}"),
                    "5".repeat(128),
                    200,
                    hash(n),
                    "6".repeat(128)));
        }
        return relays;
    }

    private static TreeRoot root(List<ServedRelay> relays) {
        RootBuilder root = new RootBuilder(new NodeHasher());
        relays.stream()
                .map(relay -> RelayHash.leaf(SettlementTopics.RELAYS.values().encode(relay), relay.units()))
                .sorted(Comparator.comparing(Leaf::path))
                .forEach(root::add);
        return TreeRoot.of(root.root().toString());
    }

    /** The process, and all that is around it. */
    private final class Life implements AutoCloseable {
        private final String brokers;
        private final KafkaProducer<byte[], byte[]> producer;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private Optional<Process> process = Optional.empty();

        Life(String brokers) {
            this.brokers = brokers;
            this.producer = producer(Map.of());
            this.consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers", brokers,
                            "group.id", "test",
                            "auto.offset.reset", "earliest",
                            "isolation.level", "read_committed",
                            "metadata.max.age.ms", "1000"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            consumer.subscribe(List.of("settlement.claims", "settlement.proofs", "settlement.history"));
        }

        KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
            Map<String, Object> properties = new HashMap<>(Map.of("bootstrap.servers", brokers, "acks", "all"));
            properties.putAll(more);
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }

        void start() throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            List<String> command = List.of(
                    java,
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.restante.app.Main",
                    "run",
                    "--roles",
                    "settlement",
                    "--bootstrap-servers",
                    brokers,
                    "--data",
                    folder.resolve("settlement").toString(),
                    "--ops-port",
                    "0");
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("settlement.log").toFile()))
                    .start();
            process = Optional.of(started);
            await().atMost(PATIENCE).until(() -> topicsAreThere() || !started.isAlive());
            assertThat(started.isAlive()).as("the process runs").isTrue();
        }

        private boolean topicsAreThere() {
            return consumer.listTopics()
                    .keySet()
                    .containsAll(SettlementTopics.ALL.stream().map(Topic::name).toList());
        }

        /** kill -9, and another one in its place. */
        void killed(String point) throws IOException {
            System.out.println("kill -9 " + point);
            producer.flush();
            read();
            kill();
            start();
        }

        private void kill() {
            process.ifPresent(each -> {
                each.destroyForcibly();
                each.onExit().join();
            });
        }

        void relay(ServedRelay relay) {
            relay(producer, relay);
        }

        void relay(KafkaProducer<byte[], byte[]> writer, ServedRelay relay) {
            send(writer, SettlementTopics.RELAYS, relay.key(), relay);
        }

        void told(SupplierSession key, Kind kind, long height) {
            send(
                    producer,
                    SettlementTopics.TRANSACTIONS,
                    key,
                    new TransactionEvent(kind, 1, Outcome.INCLUDED, height, Optional.empty()));
            producer.flush();
        }

        void blocks(long first, long last) {
            for (long height = first; height <= last; height++) {
                block(height);
            }
        }

        void block(long height) {
            producer.flush();
            byte[] value = SettlementTopics.BLOCKS.values().encode(new Block(height, hash(height), Instant.EPOCH));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                var unused =
                        producer.send(new ProducerRecord<>(SettlementTopics.BLOCKS.name(), partition, null, value));
            }
            producer.flush();
        }

        private <K, V> void send(KafkaProducer<byte[], byte[]> writer, Topic<K, V> topic, K key, V value) {
            var unused = writer.send(new ProducerRecord<>(
                    topic.name(),
                    topic.partition(key, PARTITIONS),
                    topic.keys().encode(key),
                    topic.values().encode(value)));
        }

        /** Takes in what the process has said by now. */
        SettlementKilledIT read() {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                try {
                    switch (record.topic()) {
                        case "settlement.claims" ->
                            claims.add(SettlementTopics.CLAIMS.values().decode(record.value()));
                        case "settlement.proofs" ->
                            proofs.add(SettlementTopics.PROOFS.values().decode(record.value()));
                        default -> history.add(SettlementTopics.HISTORY.values().decode(record.value()));
                    }
                } catch (MalformedException e) {
                    throw new AssertionError("What was written to " + record.topic() + " cannot be read", e);
                }
            }
            return SettlementKilledIT.this;
        }

        @Override
        public void close() {
            kill();
            producer.close();
            consumer.close();
        }
    }
}
