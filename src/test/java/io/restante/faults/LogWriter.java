package io.restante.faults;

import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes messages to the log at a steady rate, to one mailbox after the other; a record counts as written when the log has confirmed it. */
final class LogWriter extends Actor {
    private static final int SIZE = 256;
    private static final int AWAITED = 1_000;

    private final Journal journal;
    private final List<String> mailboxes;
    private final Duration pause;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong awaited = new AtomicLong();
    private long number;
    private long due = System.nanoTime();

    LogWriter(String bootstrapServers, List<String> mailboxes, int perSecond, Journal journal) {
        super("log-writer");
        this.journal = journal;
        this.mailboxes = mailboxes;
        this.pause = Duration.ofSeconds(1).dividedBy(perSecond);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    void round() {
        due += pause.toNanos();
        Patience.pass(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        if (awaited.get() > AWAITED) {
            // While nothing is confirmed, the rate is not made up for later.
            due = System.nanoTime();
            return;
        }
        String mailbox = mailboxes.get((int) (number % mailboxes.size()));
        String id = "log-" + number++;
        journal.note(new Writing(mailbox, id));
        awaited.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>("mailbox.messages", bytes(mailbox), bytes(Pen.value(id, SIZE))),
                (place, failure) -> {
                    awaited.decrementAndGet();
                    if (failure == null) {
                        journal.note(new Written(
                                mailbox, id, place.topic() + "-" + place.partition() + "-" + place.offset()));
                    }
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What was begun is confirmed, or never will be. */
    @Override
    void last() {
        producer.flush();
        producer.close(Duration.ofSeconds(10));
    }
}
