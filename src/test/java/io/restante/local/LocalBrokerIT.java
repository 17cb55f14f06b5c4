package io.restante.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {
    private static final String TOPIC = "letters";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void keepsItsRecordsFromOneStartToTheNextOnAnotherPort() throws Exception {
        String firstAddress;
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            firstAddress = broker.bootstrapServers();
            create(broker);
            produce(broker, "the first letter");
            assertThat(consume(broker, 1)).containsExactly("the first letter");
        }

        try (ServerSocket squatter = listenAt(portOf(firstAddress));
                LocalBroker broker = LocalBroker.start(folder, 0)) {
            assertThat(portOf(broker.bootstrapServers())).isNotEqualTo(squatter.getLocalPort());
            produce(broker, "the second letter");
            assertThat(consume(broker, 2)).containsExactly("the first letter", "the second letter");
        }
    }

    @Test
    void keepsItsRecordsWhenItsProcessIsKilled() throws Exception {
        Process process = BrokerProcess.start(folder);
        try {
            String address = BrokerProcess.addressOf(process);
            create(address);
            produce(address, "a letter of the killed");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            assertThat(consume(broker, 1)).containsExactly("a letter of the killed");
        }
    }

    @Test
    void createsNoTopicThatNobodyAskedFor() throws Exception {
        try (LocalBroker broker = LocalBroker.start(folder, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).isEmpty();
            assertThatThrownBy(() ->
                            admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void saysWhichPortIsTakenAndWhatToDo() throws Exception {
        try (ServerSocket squatter = listenAt(0)) {
            int port = squatter.getLocalPort();
            assertThatThrownBy(() -> LocalBroker.start(folder, port))
                    .isInstanceOf(LocalBrokerException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("--kafka-port");
        }
        LocalBroker.start(folder, 0).close();
    }

    @Test
    void saysThatTheFolderIsInUseByThisProcess() {
        try (LocalBroker broker = LocalBroker.start(folder, 0)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            assertFolderIsInUse();
        }
    }

    @Test
    void saysThatTheFolderIsInUseByAnotherProcess() throws Exception {
        Process process = BrokerProcess.start(folder);
        try {
            BrokerProcess.addressOf(process);
            assertFolderIsInUse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void saysThatAFileIsWhereTheFolderShouldBe() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "not a folder");
        assertThatThrownBy(() -> LocalBroker.start(file, 0))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining(file + " is a file, a folder was expected")
                .hasMessageContaining("--data");
    }

    @Test
    void saysThatTheDataAreNotABrokers() throws IOException {
        Path kafka = Files.createDirectories(folder.resolve("kafka"));
        Files.writeString(kafka.resolve("meta.properties"), "version=1\nnode.id=77\ncluster.id=elsewhere\n");
        assertThatThrownBy(() -> LocalBroker.start(folder, 0))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("--fresh");
        try (FileChannel free = FileChannel.open(folder.resolve("broker.lock"), StandardOpenOption.WRITE)) {
            assertThat(free.tryLock()).isNotNull();
        }
    }

    private void assertFolderIsInUse() {
        assertThatThrownBy(() -> LocalBroker.start(folder, 0))
                .isInstanceOf(LocalBrokerException.class)
                .hasMessageContaining(folder + " is in use")
                .hasMessageContaining("--data");
    }

    private static ServerSocket listenAt(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    private static void create(LocalBroker broker) throws Exception {
        create(broker.bootstrapServers());
    }

    private static void create(String address) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(LocalBroker broker, String value) throws Exception {
        produce(broker.bootstrapServers(), value);
    }

    private static void produce(String address, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "mailbox", value)).get();
        }
    }

    private static List<String> consume(LocalBroker broker, int records) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        "reader-of-" + records,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
                return values.size() >= records;
            });
        }
        return values;
    }
}
