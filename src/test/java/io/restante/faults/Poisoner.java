package io.restante.faults;

import io.restante.contract.SettlementTopics;
import io.restante.contract.Topics;
import io.restante.faults.history.Event.Poisoned;
import io.restante.faults.history.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records that nobody can read to every partition of the inputs. */
final class Poisoner {
    private static final List<String> INPUTS = List.of(
            Topics.MAILBOX_MESSAGES.name(),
            Topics.MAILBOX_COMMANDS.name(),
            Topics.SESSION_EVENTS.name(),
            Topics.GROUP_EVENTS.name(),
            Topics.CLOCK_TICKS.name());
    private static final List<String> INPUTS_OF_SETTLEMENT =
            List.of(SettlementTopics.RELAYS.name(), SettlementTopics.TRANSACTIONS.name());
    private static final List<String> BAD = List.of(
            "not JSON", "{\"type\":", "{\"type\":\"no such\",\"payload\":1,\"ttl_seconds\":\"soon\"}", "\u0000", "[]");

    private final String bootstrapServers;
    private final List<String> topics;
    private final Journal journal;

    Poisoner(Town town, Journal journal) {
        this.bootstrapServers = town.inside();
        this.topics = Stream.concat(
                        INPUTS.stream(), town.settlements().isEmpty() ? Stream.empty() : INPUTS_OF_SETTLEMENT.stream())
                .toList();
        this.journal = journal;
    }

    /** Another bad record in each partition. */
    void poison() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "delivery.timeout.ms", 120_000, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            int number = 0;
            for (String topic : topics) {
                for (int partition = 0; partition < Town.PARTITIONS; partition++) {
                    String value = BAD.get(number++ % BAD.size());
                    write(producer, topic, partition, "mb-0".getBytes(StandardCharsets.UTF_8), value);
                }
            }
            write(producer, Topics.MAILBOX_MESSAGES.name(), 0, null, Pen.value("keyless", 1));
            producer.close(Duration.ofSeconds(5));
        }
    }

    private void write(
            KafkaProducer<byte[], byte[]> producer, String topic, int partition, byte @Nullable [] key, String value) {
        try {
            RecordMetadata place = producer.send(
                            new ProducerRecord<>(topic, partition, key, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
            journal.note(new Poisoned(place.topic() + "-" + place.partition() + "-" + place.offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A bad record could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
