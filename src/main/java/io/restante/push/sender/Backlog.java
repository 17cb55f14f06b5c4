package io.restante.push.sender;

import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.push.PushNotification;
import io.restante.push.PushOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read and not sent yet, in order. It is read ahead, so that a knock that is taken back while others before it are sent is not sent at all.
 */
final class Backlog {
    /** A record and what it says; nothing when it is a cancel, which has been heard. */
    private record Entry(TopicPartition place, long offset, PushOrder order) {}

    /** Some records that are dealt with together, and where to go on behind them. */
    record Batch(List<PushNotification> sendable, int cancelled, Map<TopicPartition, OffsetAndMetadata> behind) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<TopicPartition, Set<String>> cancelled = new HashMap<>();

    int size() {
        return entries.size();
    }

    /** @throws MalformedException when it is no order; then it is not in the backlog */
    void add(ConsumerRecord<byte[], byte[]> record) throws MalformedException {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        PushOrder order = record.value() == null
                ? Topics.PUSH_NOTIFICATIONS.values().absent()
                : Topics.PUSH_NOTIFICATIONS.values().decode(record.value());
        if (order instanceof PushOrder.Cancel) {
            cancelled.computeIfAbsent(place, each -> new HashSet<>()).add(order.notificationId());
        }
        entries.add(new Entry(place, record.offset(), order));
    }

    /** The next records, taken out of the backlog. */
    Batch next(int most) {
        List<PushNotification> sendable = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
        int skipped = 0;
        while (!entries.isEmpty() && sendable.size() < most) {
            Entry entry = entries.removeFirst();
            behind.put(entry.place(), new OffsetAndMetadata(entry.offset() + 1));
            switch (entry.order()) {
                case PushNotification push -> {
                    if (isCancelled(entry.place(), push)) {
                        skipped++;
                    } else {
                        sendable.add(push);
                    }
                }
                // Nothing before it is left to take back.
                case PushOrder.Cancel cancel ->
                    cancelled.getOrDefault(entry.place(), new HashSet<>()).remove(cancel.notificationId());
            }
        }
        return new Batch(sendable, skipped, behind);
    }

    private boolean isCancelled(TopicPartition place, PushNotification push) {
        return cancelled.getOrDefault(place, Set.of()).contains(push.notificationId());
    }

    /** Somebody else goes on with these. */
    void drop(Collection<TopicPartition> places) {
        entries.removeIf(entry -> places.contains(entry.place()));
        cancelled.keySet().removeAll(places);
    }
}
