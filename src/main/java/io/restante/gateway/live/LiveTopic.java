package io.restante.gateway.live;

import io.restante.contract.LiveRecord;
import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's own topic, read by one thread from where it ends at the start: older records were meant for an incarnation that is
 * gone. Nothing that can be on the topic stops the thread.
 */
final class LiveTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTopic.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Topic<String, LiveRecord> topic;
    private final LiveGatewaySettings settings;
    private final LiveListener listener;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;

    LiveTopic(LiveGatewaySettings settings, LiveListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.topic = Topics.live(settings.gateway());
        this.consumer =
                new KafkaConsumer<>(properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread =
                Thread.ofPlatform().name("live-" + settings.gateway()).daemon().unstarted(this::run);
    }

    /** Nothing is committed; should the position be lost, what is still there is read, and fenced by epochs. */
    private static Map<String, Object> properties(LiveGatewaySettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "restante-live-" + settings.gateway());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    /** Starts reading; completes once every record written from then on will be heard. */
    CompletableFuture<Void> start() {
        thread.start();
        return ready;
    }

    private void run() {
        try (consumer) {
            while (!closed() && !atTheEnd()) {
                pause();
            }
            while (!closed()) {
                poll();
            }
        } catch (WakeupException e) {
            if (!closed()) {
                throw e;
            }
        } finally {
            ready.completeExceptionally(new IllegalStateException("The reader of " + topic + " has stopped"));
        }
    }

    private boolean atTheEnd() {
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(each -> new TopicPartition(topic.name(), each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                LOG.warn("{} does not exist; looking again in {}", topic, PAUSE);
                return false;
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.complete(null);
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("The end of {} cannot be found; looking again in {}", topic, PAUSE, e);
            return false;
        }
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> received : consumer.poll(POLL)) {
                hear(received);
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.error("{} cannot be read; trying again in {}", topic, PAUSE, e);
            pause();
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> received) {
        try {
            if (received.key() == null || received.value() == null) {
                LOG.warn("Skipped {}-{}-{}: it has no key or no value", topic, received.partition(), received.offset());
                return;
            }
            listener.heard(topic.keys().decode(received.key()), topic.values().decode(received.value()));
        } catch (MalformedException e) {
            LOG.warn("Skipped {}-{}-{}: {}", topic, received.partition(), received.offset(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{}-{}-{} could not be handed on", topic, received.partition(), received.offset(), e);
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is closing", topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            if (!thread.join(settings.replyTimeout())) {
                LOG.warn("The reader of {} did not stop within {}", topic, settings.replyTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
