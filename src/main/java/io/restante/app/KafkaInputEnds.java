package io.restante.app;

import io.restante.query.InputEnds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers how far the inputs reach and how far the application has come. */
final class KafkaInputEnds implements InputEnds {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final String applicationId;

    KafkaInputEnds(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
    }

    @Override
    public Map<String, Long> ends(Set<String> topics, int partition) {
        return offsets(topics, partition, OffsetSpec.latest());
    }

    /** Where nothing was written down, the application goes on from the earliest record there is. */
    @Override
    public Map<String, Long> committed(Set<String> topics, int partition) {
        Map<TopicPartition, OffsetAndMetadata> written =
                await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        Map<String, Long> committed = new HashMap<>(offsets(topics, partition, OffsetSpec.earliest()));
        written.forEach((place, offset) -> {
            if (place.partition() == partition && topics.contains(place.topic()) && offset != null) {
                committed.merge(place.topic(), offset.offset(), Math::max);
            }
        });
        return committed;
    }

    private Map<String, Long> offsets(Set<String> topics, int partition, OffsetSpec which) {
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found = await(admin.listOffsets(topics.stream()
                        .collect(Collectors.toMap(
                                topic -> new TopicPartition(topic, partition),
                                Function.<Object>identity().andThen(topic -> which))))
                .all());
        Map<String, Long> offsets = new HashMap<>();
        found.forEach((place, info) -> offsets.put(place.topic(), info.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "The brokers did not say within " + PATIENCE.toSeconds() + " s how far the inputs reach", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking how far the inputs reach", e);
        }
    }
}
