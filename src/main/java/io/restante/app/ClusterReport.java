package io.restante.app;

import io.restante.app.metrics.AppliedLag.Lag;
import io.restante.app.metrics.Restoring;
import io.restante.contract.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** The instances of the topology as this one knows them, and this one's threads, tasks, lag and stores being restored, as one JSON object. */
final class ClusterReport {
    private ClusterReport() {}

    /**
     * The report.
     *
     * @param address of this instance; empty when it is not known yet
     * @param delivery empty in a process without the topology
     */
    static String of(Optional<String> address, Optional<DeliveryApplication> delivery) {
        byte[] json = JsonText.object(out -> {
            out.putIfPresent("address", address)
                    .putIfPresent("state", delivery.map(each -> each.state().name()));
            List<Map.Entry<Integer, Boolean>> partitions = delivery.map(DeliveryApplication::partitions)
                    .map(held -> List.copyOf(held.entrySet()))
                    .orElse(List.of());
            List<Lag> lags = delivery.map(DeliveryApplication::lags).orElse(List.of());
            out.putObjects("partitions", partitions, (each, partition) -> each.put("partition", partition.getKey())
                    .put("caught_up", partition.getValue())
                    .putObjects("inputs", of(lags, partition.getKey()), (input, lag) -> input.put("topic", lag.topic())
                            .put("applied", lag.applied())
                            .put("end", lag.end())
                            .put("lag", lag.records())));
            out.putObjects(
                    "threads", delivery.map(DeliveryApplication::threads).orElse(List.of()), (each, thread) -> each.put(
                                    "name", thread.threadName())
                            .put("state", thread.threadState())
                            .putTexts("tasks", tasks(thread))
                            .putTexts("standby_tasks", standbyTasks(thread)));
            List<Restoring.Progress> restoring =
                    delivery.map(each -> each.restoring().stores()).orElse(List.of());
            out.putObjects("restoring", restoring, (each, store) -> each.put("store", store.store())
                    .put("partition", store.partition())
                    .put("restored", store.restored())
                    .put("records", store.records()));
            out.putObjects(
                    "instances",
                    delivery.map(DeliveryApplication::instances).orElse(List.of()),
                    (each, instance) -> each.put("address", instance.host() + ":" + instance.port())
                            .put("this", address.equals(Optional.of(instance.host() + ":" + instance.port())))
                            .putTexts("partitions", partitions(instance.topicPartitions()))
                            .putTexts("standby_partitions", partitions(instance.standbyTopicPartitions())));
        });
        return new String(json, StandardCharsets.UTF_8);
    }

    private static List<Lag> of(List<Lag> lags, int partition) {
        return lags.stream()
                .filter(lag -> lag.partition() == partition)
                .sorted(Comparator.comparing(Lag::topic))
                .toList();
    }

    private static List<String> tasks(ThreadMetadata thread) {
        return thread.activeTasks().stream()
                .map(task -> task.taskId().toString())
                .sorted()
                .toList();
    }

    private static List<String> standbyTasks(ThreadMetadata thread) {
        return thread.standbyTasks().stream()
                .map(task -> task.taskId().toString())
                .sorted()
                .toList();
    }

    private static List<Integer> partitions(Set<TopicPartition> held) {
        return held.stream().map(TopicPartition::partition).collect(Collectors.toSet()).stream()
                .sorted()
                .toList();
    }

    /** Instances in the order of their addresses. */
    static Comparator<StreamsMetadata> byAddress() {
        return Comparator.comparing(StreamsMetadata::host).thenComparing(StreamsMetadata::port);
    }
}
