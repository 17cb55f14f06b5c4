package io.restante.app;

import io.restante.base.MailboxId;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The ids of messages by what the ledger says of them, every line it ever had. */
final class Ledger implements AutoCloseable {
    private final KafkaConsumer<MailboxId, LedgerEntry> consumer;
    private final Map<Step, List<String>> lines = new EnumMap<>(Step.class);

    Ledger(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                Topics.MAILBOX_LEDGER.keys().deserializer(),
                Topics.MAILBOX_LEDGER.values().deserializer());
        List<TopicPartition> places = consumer.partitionsFor(Topics.MAILBOX_LEDGER.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(places);
        consumer.seekToBeginning(places);
    }

    Map<Step, List<String>> read() {
        for (ConsumerRecord<MailboxId, LedgerEntry> record : consumer.poll(Duration.ofMillis(500))) {
            lines.computeIfAbsent(record.value().event(), step -> new ArrayList<>())
                    .add(record.value().id().value());
        }
        return lines;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
