package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.contract.JsonText;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante tail}: shows what happens to a mailbox's messages, as it happens. */
@Command(name = "tail", mixinStandardHelpOptions = true, description = "Shows what happens to a mailbox's messages.")
final class TailCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    @Parameters(index = "0", paramLabel = "MAILBOX")
    private String mailbox = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest record kept.")
    private boolean fromBeginning;

    @Option(names = "--until-now", description = "Stop at what is there now, instead of waiting for more.")
    private boolean untilNow;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = cluster.settings();
        try (KafkaConsumer<MailboxId, LedgerEntry> consumer = new KafkaConsumer<>(
                KafkaClients.impatient(settings),
                Topics.MAILBOX_LEDGER.keys().deserializer(),
                Topics.MAILBOX_LEDGER.values().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.MAILBOX_LEDGER.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning || untilNow) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(consumer::wakeup, "wakeup"));
            follow(consumer, consumer.endOffsets(partitions));
        } catch (WakeupException e) {
            // Told to stop: that is how following ends.
            return 0;
        } catch (KafkaException e) {
            throw KafkaClients.unanswered(settings, e);
        }
        return 0;
    }

    private void follow(KafkaConsumer<MailboxId, LedgerEntry> consumer, Map<TopicPartition, Long> ends) {
        PrintWriter out = spec.commandLine().getOut();
        while (!untilNow
                || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<MailboxId, LedgerEntry> record : consumer.poll(POLL)) {
                if (record.key() != null && record.key().value().equals(mailbox)) {
                    out.println(line(record.value()));
                }
            }
            out.flush();
        }
    }

    private static String line(LedgerEntry entry) {
        StringBuilder line = new StringBuilder(JsonText.time(entry.at()))
                .append("  ")
                .append(String.format("%-12s", entry.event().word()))
                .append("  ")
                .append(entry.id());
        entry.epoch().map(Epoch::value).ifPresent(epoch -> line.append("  epoch ")
                .append(epoch));
        entry.attempt().ifPresent(attempt -> line.append("  attempt ").append(attempt));
        return line.toString();
    }
}
