package io.restante.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a replay asks of the brokers, and has them do. */
public final class Brokers {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;

    /** @param admin stays its owner's to close */
    public Brokers(Admin admin) {
        this.admin = admin;
    }

    /** Where the earliest record of a time or later lies, and its time. */
    public record Found(long offset, Optional<Instant> time) {}

    /** The partitions of the topics. */
    public Set<TopicPartition> places(Collection<String> topics) {
        return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    /** The offset of the first record that is still there. */
    public Map<TopicPartition, Long> earliest(Set<TopicPartition> places) {
        return offsets(places, OffsetSpec.earliest());
    }

    /** The offset the next record gets. */
    public Map<TopicPartition, Long> latest(Set<TopicPartition> places) {
        return offsets(places, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> places, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        listed(places, which).forEach((place, info) -> offsets.put(place, info.offset()));
        return offsets;
    }

    /** The first record of this time or later; where there is none, the end. */
    public Map<TopicPartition, Found> at(Set<TopicPartition> places, Instant time) {
        Map<TopicPartition, Long> ends = latest(places);
        Map<TopicPartition, Found> found = new HashMap<>();
        listed(places, OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli())))
                .forEach((place, info) -> found.put(
                        place,
                        info.offset() < 0
                                ? new Found(ends.getOrDefault(place, 0L), Optional.empty())
                                : new Found(info.offset(), Optional.of(Instant.ofEpochMilli(info.timestamp())))));
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> listed(Set<TopicPartition> places, OffsetSpec which) {
        return await(admin.listOffsets(places.stream().collect(Collectors.toMap(Function.identity(), place -> which)))
                .all());
    }

    /** Bytes each partition takes on a broker. */
    public Map<TopicPartition, Long> bytes(Set<TopicPartition> places) {
        List<Integer> brokers =
                await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
        Map<TopicPartition, Long> bytes = new HashMap<>();
        for (Map<String, LogDirDescription> folders :
                await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription folder : folders.values()) {
                folder.replicaInfos().forEach((place, replica) -> {
                    if (places.contains(place)) {
                        bytes.merge(place, replica.size(), Math::max);
                    }
                });
            }
        }
        return bytes;
    }

    /** How far the group has come, as it was written down; nothing for a group that never was. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        notes(group).forEach((place, note) -> committed.put(place, note.offset()));
        return committed;
    }

    /** What is written down for the group. */
    Map<TopicPartition, OffsetAndMetadata> notes(String group) {
        Map<TopicPartition, OffsetAndMetadata> notes = new HashMap<>();
        orElse(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        Map.<TopicPartition, OffsetAndMetadata>of())
                .forEach((place, note) -> {
                    if (note != null) {
                        notes.put(place, note);
                    }
                });
        return notes;
    }

    /** Writes down how far a group has come that nobody is in. */
    public void commit(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> notes = new HashMap<>();
        offsets.forEach((place, offset) -> notes.put(place, new OffsetAndMetadata(offset)));
        note(group, notes);
    }

    void note(String group, Map<TopicPartition, OffsetAndMetadata> notes) {
        await(admin.alterConsumerGroupOffsets(group, notes).all());
    }

    /** How many are in the group now. */
    public int members(String group) {
        return orElse(
                admin.describeConsumerGroups(List.of(group)).all().thenApply(groups -> groups.values().stream()
                        .mapToInt(each -> each.members().size())
                        .sum()),
                0);
    }

    public Set<String> topics() {
        return await(admin.listTopics().names());
    }

    /** The topics are gone, if they were there. */
    public void deleteTopics(Collection<String> topics) {
        for (KafkaFuture<Void> each :
                admin.deleteTopics(topics).topicNameValues().values()) {
            orElse(each.thenApply(done -> true), false);
        }
    }

    /** The group is gone, if it was there. */
    public void deleteGroup(String group) {
        orElse(admin.deleteConsumerGroups(List.of(group)).all().thenApply(done -> true), false);
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("Interrupted while waiting for the brokers.", e);
        }
    }

    /** What is not there has nothing to say. */
    private static <T> T orElse(KafkaFuture<T> future, T absent) {
        try {
            return await(future);
        } catch (ReplayException e) {
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                return absent;
            }
            throw e;
        }
    }

    private static ReplayException failed(Throwable cause) {
        return new ReplayException(
                "The brokers did not do what was asked: " + cause.getMessage()
                        + " Check bootstrapServers (--bootstrap-servers) and that the brokers are up.",
                cause);
    }

    /** Places of which one map knows more than the other. */
    static Set<TopicPartition> beyond(Map<TopicPartition, Long> one, Map<TopicPartition, Long> other) {
        Set<TopicPartition> beyond = new HashSet<>();
        one.forEach((place, offset) -> {
            if (offset > other.getOrDefault(place, 0L)) {
                beyond.add(place);
            }
        });
        return beyond;
    }
}
