package io.restante.replay.diff;

import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.replay.Brokers;
import io.restante.replay.LogReading;
import io.restante.replay.ReplayException;
import io.restante.replay.ShadowName;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells those outside what a shadow's rules did otherwise than the live ones before the shadow takes over: ends of messages and refusals that stand in the shadow's topics alone are
 * written to the live ones. So no message is gone without a record that says why. What is there already is not written twice, however often this is done.
 */
public final class Handover {
    /** Records written before they are waited for. */
    private static final int AT_ONCE = 1_000;

    private static final byte[] NOTHING = {};

    private final Brokers brokers;
    private final LogReading log;
    private final Map<String, Object> client;
    private final Path folder;

    /**
     * @param client what every Kafka client is made with
     * @param folder where a sorted copy is kept meanwhile
     */
    public Handover(Brokers brokers, LogReading log, Map<String, Object> client, Path folder) {
        this.brokers = brokers;
        this.log = log;
        this.client = new HashMap<>(client);
        this.client.put(ProducerConfig.ACKS_CONFIG, "all");
        this.folder = folder;
    }

    /** Writes what is missing; returns how many records. */
    public long run(ShadowName name) {
        return carry(name, Topics.MAILBOX_LEDGER, Handover::end)
                + carry(name, Topics.MAILBOX_REJECTIONS, record -> Optional.of(whole(record)));
    }

    private long carry(
            ShadowName name, Topic<?, ?> topic, Function<ConsumerRecord<byte[], byte[]>, Optional<byte[]>> identity) {
        long[] carried = {0};
        List<Future<RecordMetadata>> waiting = new ArrayList<>();
        try (SortedCopy there = new SortedCopy(folder);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            read(topic.name(), record -> identity.apply(record).ifPresent(key -> there.put(key, NOTHING)));
            read(name.prefix() + topic.name(), record -> identity.apply(record)
                    .filter(key -> there.get(key) == null)
                    .ifPresent(key -> {
                        there.put(key, NOTHING);
                        waiting.add(producer.send(new ProducerRecord<>(
                                topic.name(),
                                record.partition(),
                                record.timestamp(),
                                record.key(),
                                record.value(),
                                record.headers())));
                        carried[0]++;
                        if (waiting.size() == AT_ONCE) {
                            await(waiting);
                        }
                    }));
            await(waiting);
        }
        return carried[0];
    }

    private void read(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Set<TopicPartition> places = brokers.places(Set.of(topic));
        log.read(brokers.earliest(places), brokers.latest(places), record -> {
            if (record.key() != null && record.value() != null) {
                reader.accept(record);
            }
        });
    }

    /** A message whose end was told is told no other one; that it is dead is not its end, it can be put back. */
    private static Optional<byte[]> end(ConsumerRecord<byte[], byte[]> record) {
        return Outputs.lineOf(record)
                .filter(Outputs.Line::isEnd)
                .map(line -> line.step() == LedgerEntry.Step.DEAD
                        ? line
                        : new Outputs.Line(line.mailbox(), line.sequence(), LedgerEntry.Step.ACKNOWLEDGED, 0))
                .map(Outputs::key);
    }

    private static byte[] whole(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.allocate(Integer.BYTES + record.key().length + record.value().length)
                .putInt(record.key().length)
                .put(record.key())
                .put(record.value())
                .array();
    }

    private static void await(List<Future<RecordMetadata>> waiting) {
        try {
            for (Future<RecordMetadata> each : waiting) {
                var unused = each.get();
            }
            waiting.clear();
        } catch (ExecutionException e) {
            throw new ReplayException(
                    "The brokers did not take what the shadow has to tell: " + e.getCause()
                            + ". Promote again; nothing is told twice.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("Interrupted. Promote again; nothing is told twice.", e);
        }
    }
}
