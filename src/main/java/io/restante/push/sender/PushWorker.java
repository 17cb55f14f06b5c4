package io.restante.push.sender;

import io.restante.contract.CloudEvents;
import io.restante.contract.DeadLetter;
import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.push.PushNotification;
import io.restante.push.PushResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the notifications of one provider, a batch at a time: what was answered is reported at once, and where it goes on is written down when all of the batch is. So a crash
 * repeats at most the batch that was on its way, and of that nothing that was reported.
 */
final class PushWorker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PushWorker.class);

    /** Firebase takes so many at once. */
    static final int BATCH = 500;

    /** Records that are read ahead, so that those that are taken back are known in time. */
    private static final int AHEAD = 5_000;

    private static final Duration IDLE = Duration.ofMillis(200);
    private static final String SOURCE = "/restante/push";

    private final Provider provider;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Reported reported;
    private final SenderMeter meter;
    private final InstantSource clock;
    private final Backlog backlog = new Backlog();
    private volatile boolean stopping;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    PushWorker(
            Provider provider,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Reported reported,
            SenderMeter meter,
            InstantSource clock) {
        this.provider = provider;
        this.consumer = consumer;
        this.producer = producer;
        this.reported = reported;
        this.meter = meter;
        this.clock = clock;
    }

    /** Goes on until it is stopped; a failure is thrown, and what was under way is done again by whoever goes on. */
    @Override
    public void run() {
        consumer.subscribe(List.of(Topics.PUSH_NOTIFICATIONS.name()), new Moving());
        try {
            while (!stopping) {
                poll();
                if (backlog.size() > 0) {
                    send(backlog.next(BATCH));
                }
            }
        } catch (WakeupException e) {
            LOG.debug("{} was told to stop", provider.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It stops at the next opportunity, at most a batch later. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    private void poll() {
        Set<TopicPartition> assigned = consumer.assignment();
        if (backlog.size() >= AHEAD) {
            consumer.pause(assigned);
        } else {
            consumer.resume(assigned);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(backlog.size() > 0 ? Duration.ZERO : IDLE)) {
            reported.readSince(record);
            try {
                backlog.add(record);
            } catch (MalformedException e) {
                bury(record, e);
            }
        }
    }

    private void send(Backlog.Batch batch) throws InterruptedException {
        Instant now = clock.instant();
        List<PushNotification> sendable = batch.sendable().stream()
                .filter(push -> provider.takes(push.target()))
                .filter(push -> isNew(push) && isAlive(push, now))
                .collect(Collectors.toMap(
                        PushNotification::notificationId, push -> push, (first, again) -> again, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        for (int n = 0; n < batch.cancelled(); n++) {
            meter.skipped(provider.name(), "cancelled");
        }
        if (!sendable.isEmpty()) {
            provider.send(sendable, this::report);
        }
        producer.flush();
        failure.ifPresent(e -> {
            throw e;
        });
        consumer.commitSync(batch.behind());
    }

    private boolean isNew(PushNotification push) {
        boolean known = reported.has(push);
        if (known) {
            meter.skipped(provider.name(), "reported");
        }
        return !known;
    }

    private boolean isAlive(PushNotification push, Instant now) {
        boolean expired = push.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
        if (expired) {
            meter.skipped(provider.name(), "expired");
        }
        return !expired;
    }

    private void report(PushNotification push, Answer answer) {
        Instant at = clock.instant();
        meter.answered(provider.name(), answer.outcome().word());
        if (push.receivedAt().isAfter(Instant.EPOCH)) {
            meter.took(provider.name(), Duration.between(push.receivedAt(), at));
        }
        PushResult result = new PushResult(
                push.notificationId(),
                OptionalInt.of(push.attempt()),
                answer.outcome(),
                answer.code(),
                answer.retryAfter(),
                at);
        reported.add(push);
        write(new ProducerRecord<>(
                Topics.PUSH_RESULTS.name(),
                null,
                Topics.PUSH_RESULTS.keys().encode(push.mailbox()),
                Topics.PUSH_RESULTS.values().encode(result),
                CloudEvents.headers(
                        Topics.PUSH_RESULTS.name(), push.notificationId() + "#" + push.attempt(), SOURCE, at)));
    }

    /** What cannot be read was not written by the topology; it is kept, and the rest goes on. */
    private void bury(ConsumerRecord<byte[], byte[]> record, MalformedException e) {
        write(new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                null,
                record.key(),
                record.value(),
                DeadLetter.headers(
                        record.headers(),
                        "push",
                        String.valueOf(e.getMessage()),
                        record.topic() + "-" + record.partition() + "-" + record.offset(),
                        e.getClass().getName(),
                        1)));
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure =
                        Optional.of(new IllegalStateException("A record for " + record.topic() + " was not taken", e));
            }
        });
    }

    /** Partitions come and go as workers do. */
    private final class Moving implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            backlog.drop(partitions);
            reported.lost(partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet()));
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.debug("{} goes on with {}", provider.name(), partitions);
        }
    }
}
