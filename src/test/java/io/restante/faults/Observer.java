package io.restante.faults;

import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.faults.history.Event;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the topology writes for anybody to read, from the beginning, and notes it in the order of each partition. */
final class Observer extends Actor {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration END_PATIENCE = Duration.ofMinutes(2);
    private static final List<Topic<?, ?>> READ = List.of(
            Topics.MAILBOX_LEDGER,
            Topics.MAILBOX_REJECTIONS,
            Topics.SESSION_HISTORY,
            Topics.GROUP_PRESENCE,
            Topics.PUSH_NOTIFICATIONS,
            Topics.DEAD_LETTERS);

    private final Journal journal;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    Observer(String bootstrapServers, Journal journal) {
        super("observer");
        this.journal = journal;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = READ.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    void round() {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            events(each).forEach(journal::note);
        }
    }

    @Override
    void last() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean read = Patience.until(END_PATIENCE, () -> {
            round();
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
        consumer.close();
        if (!read) {
            throw new IllegalStateException("The topics cannot be read to their end");
        }
        journal.note(new ReadToTheEnd());
    }

    private static Stream<Event> events(ConsumerRecord<byte[], byte[]> seen) {
        String topic = seen.topic();
        try {
            if (topic.equals(Topics.MAILBOX_LEDGER.name())) {
                return ledger(seen);
            }
            if (topic.equals(Topics.MAILBOX_REJECTIONS.name())) {
                var refused = Topics.MAILBOX_REJECTIONS.values().decode(seen.value());
                return Stream.of(
                        new Event.Refused(text(seen.key()), refused.id().value()));
            }
            if (topic.equals(Topics.SESSION_HISTORY.name())) {
                return Stream.of(ended(seen));
            }
            if (topic.equals(Topics.GROUP_PRESENCE.name())) {
                var presence = Topics.GROUP_PRESENCE.values().decode(seen.value());
                return Stream.of(new Event.Presence(
                        text(seen.key()),
                        presence.operation().word(),
                        presence.agent().value(),
                        presence.epoch().value()));
            }
            if (topic.equals(Topics.PUSH_NOTIFICATIONS.name())) {
                return Stream.of(new Event.Pushed(text(seen.key()), text(seen.value())));
            }
            return Stream.of(new Event.DeadLetter(source(seen)));
        } catch (MalformedException e) {
            throw new IllegalStateException(
                    topic + "-" + seen.partition() + "-" + seen.offset() + " cannot be read", e);
        }
    }

    private static Stream<Event> ledger(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var entry = Topics.MAILBOX_LEDGER.values().decode(seen.value());
        return Stream.of(new Event.Ledger(
                text(seen.key()),
                entry.id().value(),
                entry.sequence(),
                entry.event().word(),
                entry.epoch().map(epoch -> epoch.value()).orElse(0L),
                entry.attempt().orElse(0)));
    }

    private static Event ended(ConsumerRecord<byte[], byte[]> seen) throws MalformedException {
        var ended = Topics.SESSION_HISTORY.values().decode(seen.value());
        return new Event.Ended(
                text(seen.key()),
                ended.sessionId().value(),
                ended.epoch().value(),
                ended.gateway().value(),
                ended.startedAt(),
                ended.endedAt(),
                ended.reason().word());
    }

    private static String source(ConsumerRecord<byte[], byte[]> letter) {
        return Optional.ofNullable(letter.headers().lastHeader("source"))
                .map(Header::value)
                .map(Observer::text)
                .orElse("");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
