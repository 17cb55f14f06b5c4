package io.restante.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Hears what comes to a topic from now on, on a thread of its own, as soon as it comes. */
final class Listener implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<ConsumerRecord<byte[], byte[]>> heard;
    private final CountDownLatch listening = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean over;

    Listener(
            Map<String, Object> clients, String topic, int partitions, Consumer<ConsumerRecord<byte[], byte[]>> heard) {
        this.heard = heard;
        this.consumer =
                new KafkaConsumer<>(new HashMap<>(clients), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> places = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.thread = Thread.ofPlatform().name("listener-" + topic).daemon().unstarted(() -> listen(places));
        thread.start();
        try {
            listening.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    private void listen(List<TopicPartition> places) {
        try (consumer) {
            consumer.assign(places);
            consumer.seekToEnd(places);
            places.forEach(consumer::position);
            listening.countDown();
            while (!over) {
                consumer.poll(POLL).forEach(heard);
            }
        }
    }

    /** Returns when all have arrived, as long as somebody listens. */
    void await(Latencies all) {
        alive();
        all.await();
    }

    /** @throws BenchException when it has stopped of itself */
    void alive() {
        if (!thread.isAlive()) {
            throw new BenchException(thread.getName() + " has stopped listening");
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }
}
