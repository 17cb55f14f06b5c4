package io.restante.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Messages that keep coming, and acknowledgements for half of them some time later, whoever processes them. */
final class Traffic implements AutoCloseable {
    private static final int MAILBOXES = 7;
    private static final Duration PACE = Duration.ofMillis(40);

    /** Messages sent after one before it is acknowledged: by then it lies on the log before its acknowledgement. */
    private static final int LATER = 25;

    /** The first messages go to mailboxes in which nothing happens afterwards. */
    private static final int QUIET = 20;

    private record Sent(String mailbox, String id) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Deque<Sent> open = new ArrayDeque<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Traffic(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::next, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void next() {
        long number = sent.get();
        Sent message = new Sent((number < QUIET ? "quiet" : "box") + number % MAILBOXES, "n" + number);
        try {
            write(
                    "mailbox.messages",
                    message.mailbox(),
                    "{\"id\":\"" + message.id() + "\",\"payload\":{\"n\":" + number + "}}");
            sent.incrementAndGet();
            if (number >= QUIET) {
                open.addLast(message);
            }
            if (open.size() > LATER) {
                Sent earlier = open.removeFirst();
                if (number % 2 == 0) {
                    write(
                            "mailbox.commands",
                            earlier.mailbox(),
                            "{\"type\":\"acknowledge\",\"ids\":[\"" + earlier.id() + "\"]}");
                }
            }
        } catch (ExecutionException | RuntimeException e) {
            failure.compareAndSet(null, e);
            throw new IllegalStateException("Traffic ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String topic, String mailbox, String json) throws ExecutionException, InterruptedException {
        var unused = producer.send(new ProducerRecord<>(
                        topic, mailbox.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** Messages the log has taken. */
    long sent() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("Traffic has ended early", thrown);
        }
        return sent.get();
    }

    void stop() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The last message was not taken within 30 s");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }
}
