package io.restante.push.sender;

import io.restante.contract.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The push worker of a process: a thread and a consumer group for each kind of provider. */
public final class PushSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    /** A batch may take as long as its slowest answers. */
    private static final int POLL_MILLIS = 600_000;

    private final String group;
    private final Map<String, Object> client;
    private final SenderMeter meter;
    private final InstantSource clock;
    private final List<Line> lines = new ArrayList<>();

    /** One provider, and what sends to it. */
    private final class Line implements Runnable {
        private final Provider provider;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Thread thread;
        private Optional<PushWorker> worker = Optional.empty();
        private volatile Optional<String> trouble = Optional.empty();

        Line(Provider provider) {
            this.provider = provider;
            this.thread = new Thread(this, "push-" + provider.name());
        }

        /** A worker that failed has another one after it; what was under way is read once more. */
        @Override
        public void run() {
            boolean on = true;
            while (on) {
                try {
                    work();
                    on = false;
                } catch (RuntimeException e) {
                    LOG.error("Notifications for {} cannot be sent now; another try follows", provider.name(), e);
                    trouble = Optional.of("Notifications cannot be read or reported now: " + e.getMessage());
                    on = !pause();
                }
            }
        }

        private boolean pause() {
            try {
                return stopped.await(BEFORE_ANOTHER_TRY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        private void work() {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(Optional.of(group + "-push-" + provider.name()));
                    KafkaConsumer<byte[], byte[]> results = consumer(Optional.empty());
                    KafkaProducer<byte[], byte[]> producer = producer()) {
                PushWorker made = new PushWorker(provider, consumer, producer, new Reported(results), meter, clock);
                if (begin(made)) {
                    trouble = Optional.empty();
                    made.run();
                }
            }
        }

        private synchronized boolean begin(PushWorker made) {
            worker = Optional.of(made);
            return stopped.getCount() > 0;
        }

        synchronized void stop() {
            stopped.countDown();
            worker.ifPresent(PushWorker::stop);
        }
    }

    private PushSender(String group, Map<String, Object> client, SenderMeter meter, InstantSource clock) {
        this.group = group;
        this.client = Map.copyOf(client);
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * Starts sending.
     *
     * @param group the installation's name, with which the names of the consumer groups begin
     * @param client what every Kafka client is made with
     */
    public static PushSender start(
            String group, Map<String, Object> client, FcmOptions fcm, WebhookOptions webhook, SenderMeter meter) {
        InstantSource clock = InstantSource.system();
        PushSender sender = new PushSender(group, client, meter, clock);
        sender.add(new FcmProvider(fcm, clock));
        sender.add(new WebhookProvider(webhook, SystemDefaultDnsResolver.INSTANCE, clock));
        return sender;
    }

    private void add(Provider provider) {
        Line line = new Line(provider);
        lines.add(line);
        line.thread.start();
    }

    /** Why notifications wait, by provider; one that is not named is well. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new HashMap<>();
        for (Line line : lines) {
            line.trouble.or(line.provider::trouble).ifPresent(sentence -> troubles.put(line.provider.name(), sentence));
        }
        return troubles;
    }

    private KafkaConsumer<byte[], byte[]> consumer(Optional<String> name) {
        Map<String, Object> properties = new HashMap<>(client);
        name.ifPresent(each -> {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, each);
            properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, each);
        });
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PushWorker.BATCH);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_MILLIS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, group + "-push");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Lets the batch that is on its way end, and writes down where to go on. */
    @Override
    public void close() {
        lines.forEach(Line::stop);
        for (Line line : lines) {
            try {
                line.thread.join(CLOSE_PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (line.thread.isAlive()) {
                LOG.warn(
                        "A batch for {} did not end in time; what of {} was not reported is sent once more",
                        line.provider.name(),
                        Topics.PUSH_NOTIFICATIONS);
                line.thread.interrupt();
            }
            line.provider.close();
        }
    }
}
