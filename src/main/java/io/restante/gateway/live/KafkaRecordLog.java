package io.restante.gateway.live;

import io.restante.base.GatewayId;
import io.restante.base.Rejection;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.gateway.RecordLog;
import io.restante.gateway.RefusedException;
import io.restante.gateway.TimeLimits;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The log as one Kafka producer writes it. Records appended one after another by one caller lie on their partition in that order. An
 * append that was reported unavailable may have reached the log, and may still reach it: callers are answered in time, however slow the brokers are, while
 * the producer waits for them as long as brokers that work may take. What comes late comes before what is appended after it.
 */
public final class KafkaRecordLog implements RecordLog, AutoCloseable {
    /** How long the producer waits for one answer of a broker before it takes it for dead; about as long as a cluster does. */
    private static final Duration SLOWEST_BROKER = Duration.ofSeconds(10);

    private static final String NOT_IN_TIME = "The log did not take the record in time.";

    private final KafkaProducer<byte[], byte[]> producer;
    private final CloudEventHeaders headers;
    private final LiveGatewaySettings settings;
    private final Executor callers;

    /** @param callers where futures complete: never on the producer's own thread, which a caller could hold up */
    public KafkaRecordLog(LiveGatewaySettings settings, Executor callers) {
        this.settings = settings;
        this.callers = callers;
        this.headers = new CloudEventHeaders(settings.gateway());
        this.producer = new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> properties(LiveGatewaySettings settings) {
        int request = millis(max(settings.replyTimeout(), SLOWEST_BROKER));
        GatewayId gateway = settings.gateway();
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "restante-gateway-" + gateway.value());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(blocked(settings)));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * request);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxRecordBytes());
        return properties;
    }

    /** How long a caller's own thread may be held up for want of the cluster's description, or of room. */
    private static Duration blocked(LiveGatewaySettings settings) {
        return settings.replyTimeout().dividedBy(4);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE / 2);
    }

    @Override
    public <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value) {
        return inTime(send(record(topic, key, value)));
    }

    @Override
    public <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value) {
        return told(send(record(topic, key, value)));
    }

    private <K, V> ProducerRecord<byte[], byte[]> record(Topic<K, V> topic, K key, V value) {
        Headers with = headers.of(topic);
        topic.values().addHeaders(value, with);
        return new ProducerRecord<>(
                topic.name(),
                topic.partition(key, settings.partitions()),
                topic.keys().encode(key),
                topic.values().recorded(value),
                with);
    }

    @Override
    public <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value) {
        byte[] bytes = topic.values().encode(value);
        return CompletableFuture.allOf(IntStream.range(0, settings.partitions())
                .mapToObj(partition -> inTime(send(
                        new ProducerRecord<byte[], byte[]>(topic.name(), partition, null, bytes, headers.of(topic)))))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Position> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Position> appended = new CompletableFuture<>();
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    appended.complete(new Position(record.topic(), metadata.partition(), metadata.offset()));
                } else {
                    appended.completeExceptionally(explained(failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            appended.completeExceptionally(explained(e));
        }
        return appended;
    }

    /** With what the caller was held up before, no longer than the reply time-out. */
    private CompletableFuture<Position> inTime(CompletableFuture<Position> appended) {
        Duration left = settings.replyTimeout().minus(blocked(settings));
        return told(TimeLimits.limit(appended, left));
    }

    private CompletableFuture<Position> told(CompletableFuture<Position> appended) {
        return appended.handleAsync(
                (position, failure) -> {
                    if (failure != null) {
                        throw Failures.told(failure, NOT_IN_TIME);
                    }
                    return position;
                },
                callers);
    }

    private RuntimeException explained(Exception failure) {
        return switch (failure) {
            case RecordTooLargeException e -> tooLarge();
            case RecordBatchTooLargeException e -> tooLarge();
            case AuthenticationException e -> e;
            case AuthorizationException e -> e;
            default -> {
                var unavailable = new UnavailableException(NOT_IN_TIME, Failures.RETRY_AFTER);
                unavailable.initCause(failure);
                yield unavailable;
            }
        };
    }

    private RuntimeException tooLarge() {
        return new RefusedException(new Rejection(
                "message-too-large",
                "The log takes records of at most " + settings.maxRecordBytes() + " bytes, envelope included."));
    }

    /** Writes out what is under way, for as long as a caller would wait. */
    @Override
    public void close() {
        producer.close(settings.replyTimeout());
    }
}
