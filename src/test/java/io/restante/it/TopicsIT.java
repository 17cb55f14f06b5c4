package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.app.StartException;
import io.restante.local.LocalBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The topics as the brokers have them, against what the contract says of them. */
@Timeout(90)
class TopicsIT {
    private static final Map<String, String> LOG_TIME = Map.of("message.timestamp.type", "LogAppendTime");

    private final Path data;

    private LocalBroker broker;

    TopicsIT(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void start() {
        broker = LocalBroker.start(data, 0);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private CommandLineRun topics(String what) {
        return CommandLineRun.of("topics", what, "--bootstrap-servers", broker.bootstrapServers());
    }

    @Test
    void areMadeOnceAndAreThenAsTheyShouldBe() {
        assertThat(topics("check").exitCode()).isEqualTo(1);
        assertThat(topics("check").out())
                .contains("Topic mailbox.messages is missing: make it with `restante topics create`.");
        CommandLineRun made = topics("create");
        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("made   mailbox.messages\n").contains("topics made.");
        assertThat(topics("create").out()).isEqualTo("Every topic was there.\n");
        assertThat(topics("check")).isEqualTo(new CommandLineRun(0, "Every topic is as it should be.\n", ""));
    }

    @Test
    void withTheWrongPartitionsOrTimestampsAreNamedWithTheMend() throws Exception {
        make("mailbox.messages", 3, LOG_TIME);
        make("session.events", 4, Map.of());
        String partitions = "Topic mailbox.messages has 3 partitions, the setting topics.partitions says 4";
        String timestamps = "Topic session.events has message.timestamp.type=CreateTime, expected LogAppendTime";
        CommandLineRun checked = topics("check");
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.out())
                .contains(partitions)
                .contains("Set topics.partitions to 3")
                .contains(timestamps)
                .contains("kafka-configs --alter --topic session.events");
        CommandLineRun created = topics("create");
        assertThat(created.exitCode()).isEqualTo(1);
        assertThat(created.err()).contains(partitions).contains(timestamps);
    }

    @Test
    void thatAreWrongStopTheStart() throws Exception {
        make("mailbox.commands", 2, LOG_TIME);
        broker.close();
        assertThatThrownBy(() -> new LocalRun(data, Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Topic mailbox.commands has 2 partitions");
    }

    private void make(String name, int partitions, Map<String, String> configuration) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configuration)))
                    .all()
                    .get();
        }
    }
}
