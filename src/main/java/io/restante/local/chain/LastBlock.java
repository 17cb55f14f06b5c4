package io.restante.local.chain;

import io.restante.contract.MalformedException;
import io.restante.contract.SettlementTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the chain had come to. */
final class LastBlock {
    private static final TopicPartition FIRST = new TopicPartition(SettlementTopics.BLOCKS.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LastBlock() {}

    /** The height of the last block on the log; 0 when there is none. */
    static long height(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(FIRST));
            long end = consumer.endOffsets(List.of(FIRST)).getOrDefault(FIRST, 0L);
            if (end == 0) {
                return 0;
            }
            consumer.seek(FIRST, end - 1);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    return SettlementTopics.BLOCKS
                            .values()
                            .decode(record.value())
                            .height();
                }
            }
            throw new IllegalStateException("The last block could not be read within " + PATIENCE);
        } catch (MalformedException e) {
            throw new IllegalStateException("The last block cannot be read", e);
        }
    }
}
