package io.restante.app;

import io.restante.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records on every input of the delivery application, as clients and gateways write them: whoever answers a message does so some time after it. What would depend on the moment at which a
 * process looks (a message that expires as it is acknowledged) is not among them.
 */
final class RandomHistory implements AutoCloseable {
    static final String GATEWAY = "g";

    /** What keys are made of lies where its first part does. */
    private static final int PARTITIONS = 2;

    private static final Duration PACE = Duration.ofMillis(2);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** After which a message is sure to lie on the log before what answers it, for whoever reads both. */
    private static final Duration LATER = Duration.ofMillis(400);

    private record Sent(String mailbox, String id, Instant at) {}

    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Deque<Sent> fresh = new ArrayDeque<>();
    private final List<Sent> answerable = new ArrayList<>();
    private final List<Long> epochs = new ArrayList<>();
    private Instant lastHeartbeat = Instant.EPOCH;
    private int number;

    RandomHistory(String bootstrapServers, long seed) {
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Writes so many records more. */
    void write(int records) throws ExecutionException, InterruptedException {
        for (int n = 0; n < records; n++) {
            heartbeat();
            while (!fresh.isEmpty() && fresh.getFirst().at().plus(LATER).isBefore(Instant.now())) {
                answerable.add(fresh.removeFirst());
            }
            step();
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private void step() throws ExecutionException, InterruptedException {
        number++;
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> message();
            case 5 -> expiring();
            case 6, 7, 8 -> acknowledge();
            case 9 ->
                command(
                        mailbox(),
                        "{\"type\":\"take\",\"limit\":" + (1 + random.nextInt(3)) + ",\"reply_to\":\"" + GATEWAY
                                + "\",\"correlation\":\"c" + number + "\"}");
            case 10 -> command(mailbox(), "{\"type\":\"put-back\",\"id\":\"nobody\"}");
            case 11 -> opened(mailbox(), "");
            case 12 -> {
                String agent = "a" + random.nextInt(5);
                opened("room\u001f" + agent, ",\"group\":\"room\",\"agent\":\"" + agent + "\"");
            }
            case 13 -> closed();
            case 14 -> push();
            default -> other();
        }
    }

    /** Sometimes with an id that was there before. */
    private void message() throws ExecutionException, InterruptedException {
        boolean again = random.nextInt(6) == 0 && !answerable.isEmpty();
        Sent sent = again
                ? answerable.get(random.nextInt(answerable.size()))
                : new Sent(mailbox(), "m" + number, Instant.now());
        String push = random.nextInt(3) == 0 ? ",\"push\":{\"type\":\"fcm\",\"token\":\"t\"}" : "";
        put(
                "mailbox.messages",
                sent.mailbox(),
                "{\"id\":\"" + sent.id() + "\",\"recipients\":[\"did:" + random.nextInt(2) + "\"],\"payload\":" + number
                        + push + "}");
        if (!again) {
            fresh.add(sent);
        }
    }

    private void expiring() throws ExecutionException, InterruptedException {
        put(
                "mailbox.messages",
                "brief" + random.nextInt(3),
                "{\"id\":\"b" + number + "\",\"payload\":" + number + ",\"ttl_seconds\":" + (1 + random.nextInt(20))
                        + "}");
    }

    private void acknowledge() throws ExecutionException, InterruptedException {
        if (!answerable.isEmpty()) {
            Sent sent = answerable.get(random.nextInt(answerable.size()));
            command(sent.mailbox(), "{\"type\":\"acknowledge\",\"ids\":[\"" + sent.id() + "\",\"nobody\"]}");
        }
    }

    private void command(String mailbox, String json) throws ExecutionException, InterruptedException {
        put("mailbox.commands", mailbox, json);
    }

    private void opened(String key, String more) throws ExecutionException, InterruptedException {
        epochs.add(put(
                "session.events",
                key,
                "{\"type\":\"opened\",\"session_id\":\"s" + number + "\",\"gateway\":\"" + GATEWAY
                        + "\",\"incarnation\":\"run\",\"connection\":\"c" + number + "\"" + more + "}"));
    }

    private void closed() throws ExecutionException, InterruptedException {
        if (!epochs.isEmpty()) {
            long epoch = epochs.get(epochs.size() - 1 - random.nextInt(Math.min(6, epochs.size())));
            String key = random.nextBoolean() ? mailbox() : "room\u001fa" + random.nextInt(5);
            put("session.events", key, "{\"type\":\"closed\",\"epoch\":" + epoch + ",\"reason\":\"closed\"}");
        }
    }

    private void push() throws ExecutionException, InterruptedException {
        if (random.nextBoolean()) {
            put(
                    "push.targets",
                    mailbox() + "\u001fd" + random.nextInt(2),
                    random.nextInt(4) == 0
                            ? null
                            : "{\"type\":\"fcm\",\"token\":\"t" + number
                                    + "\",\"registered_at\":\"2026-11-20T12:00:00.000Z\"}");
        } else {
            put(
                    "push.results",
                    mailbox(),
                    "{\"notification_id\":\"push-" + random.nextInt(2) + "-" + random.nextInt(number) + "-"
                            + random.nextInt(3) + "\",\"outcome\":\"" + (random.nextBoolean() ? "sent" : "target_gone")
                            + "\",\"at\":\"2026-11-20T12:00:00.000Z\"}");
        }
    }

    private void other() throws ExecutionException, InterruptedException {
        switch (random.nextInt(3)) {
            case 0 -> put("mailbox.messages", mailbox(), "not JSON");
            case 1 -> {
                ProducerRecord<byte[], byte[]> event =
                        new ProducerRecord<>("group.events", bytes("room"), bytes("{\"n\":" + number + "}"));
                event.headers()
                        .add("entity_type", bytes("chat"))
                        .add("operation", bytes("said"))
                        .add("sequence_id", bytes(String.valueOf(number)))
                        .add("sender", bytes("a0"));
                var unused = producer.send(event).get();
            }
            default -> command(mailbox(), "{\"type\":\"purge\",\"dry_run\":true}");
        }
    }

    private void heartbeat() throws ExecutionException, InterruptedException {
        if (lastHeartbeat.plus(HEARTBEAT).isBefore(Instant.now())) {
            lastHeartbeat = Instant.now();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                var unused = producer.send(new ProducerRecord<>(
                                "session.events",
                                partition,
                                null,
                                bytes("{\"type\":\"heartbeat\",\"gateway\":\"" + GATEWAY
                                        + "\",\"incarnation\":\"run\"}")))
                        .get();
            }
        }
    }

    private long put(String topic, String key, @Nullable String json) throws ExecutionException, InterruptedException {
        int partition = Topics.SESSION_EVENTS.partition(key, PARTITIONS);
        return producer.send(new ProducerRecord<>(topic, partition, bytes(key), json == null ? null : bytes(json)))
                .get()
                .offset();
    }

    private String mailbox() {
        return "box" + random.nextInt(12);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
