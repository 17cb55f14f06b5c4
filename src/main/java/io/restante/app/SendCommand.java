package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.base.MailboxId;
import io.restante.contract.CloudEvents;
import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.contract.Words;
import io.restante.mailbox.AddMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante send}: writes one message for a mailbox, as any producer would. */
@Command(name = "send", mixinStandardHelpOptions = true, description = "Writes one message for a mailbox.")
final class SendCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);

    @Parameters(index = "0", paramLabel = "MAILBOX")
    private String mailbox = "";

    @Parameters(
            index = "1",
            paramLabel = "JSON",
            description = "A value of mailbox.messages, such as '{\"payload\":{\"hello\":1}}'.")
    private String json = "";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = cluster.settings();
        ProducerRecord<MailboxId, AddMessage> record = record();
        try (KafkaProducer<MailboxId, AddMessage> producer = new KafkaProducer<>(
                properties(settings),
                Topics.MAILBOX_MESSAGES.keys().serializer(),
                Topics.MAILBOX_MESSAGES.values().serializer())) {
            RecordMetadata written = producer.send(record).get();
            spec.commandLine().getOut().println(written.topic() + "-" + written.partition() + "-" + written.offset());
            spec.commandLine().getOut().flush();
            return 0;
        } catch (ExecutionException e) {
            throw KafkaClients.unanswered(settings, e.getCause() == null ? e : e.getCause());
        }
    }

    private static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = KafkaClients.properties(settings);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return properties;
    }

    private ProducerRecord<MailboxId, AddMessage> record() {
        try {
            return new ProducerRecord<>(
                    Topics.MAILBOX_MESSAGES.name(),
                    null,
                    Words.mailbox(mailbox),
                    Topics.MAILBOX_MESSAGES.values().decode(json.getBytes(StandardCharsets.UTF_8)),
                    CloudEvents.headers(
                            Topics.MAILBOX_MESSAGES.name(),
                            UUID.randomUUID().toString(),
                            "/restante/send",
                            Instant.now()));
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
