package io.restante.local.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A Kafka producer as anybody has one: it knows a topic's name and what text to put there. */
public final class PlainProducer implements AutoCloseable {
    public static final String MESSAGES = "mailbox.messages";

    private final KafkaProducer<byte[], byte[]> producer;

    public PlainProducer(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes a value for a mailbox; returns once the log has it, with its place. */
    public String message(String mailbox, String value) {
        return write(mailbox, value);
    }

    /** Writes whatever it is given, a missing key included. */
    public String write(@Nullable String key, String value) {
        byte @Nullable [] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        try {
            RecordMetadata place = producer.send(
                            new ProducerRecord<>(MESSAGES, bytes, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
            return place.topic() + "-" + place.partition() + "-" + place.offset();
        } catch (ExecutionException e) {
            throw new DemoException("The broker did not take a record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while a record was written.", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
