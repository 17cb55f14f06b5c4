package io.restante.push.sender;

import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.push.PushNotification;
import io.restante.push.PushResult;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tries have been reported: what is read once more after a crash is not sent once more. Remembers the latest ones of this run, and reads what an earlier run
 * reported before it sends anything of a partition.
 */
final class Reported {
    private static final Logger LOG = LoggerFactory.getLogger(Reported.class);
    private static final int REMEMBERED = 100_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> results;
    private final Set<Integer> read = new HashSet<>();
    private final Map<String, Boolean> tries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param results a consumer of its own, without a group */
    Reported(Consumer<byte[], byte[]> results) {
        this.results = results;
    }

    synchronized void add(PushNotification push) {
        tries.put(name(push.notificationId(), push.attempt()), true);
    }

    synchronized boolean has(PushNotification push) {
        return tries.containsKey(name(push.notificationId(), push.attempt()));
    }

    /** Another run may have gone on with these partitions meanwhile. */
    void lost(Set<Integer> partitions) {
        read.removeAll(partitions);
    }

    /** What was reported since the first record of a partition that is read, before anything of it is sent. */
    void readSince(ConsumerRecord<byte[], byte[]> first) {
        if (!read.add(first.partition())) {
            return;
        }
        TopicPartition place = new TopicPartition(Topics.PUSH_RESULTS.name(), first.partition());
        Map<TopicPartition, OffsetAndTimestamp> found = results.offsetsForTimes(Map.of(place, first.timestamp()));
        OffsetAndTimestamp since = found.get(place);
        if (since == null) {
            return;
        }
        results.assign(List.of(place));
        results.seek(place, since.offset());
        long end = results.endOffsets(List.of(place)).getOrDefault(place, 0L);
        while (results.position(place) < end) {
            results.poll(POLL).forEach(this::heard);
        }
        results.unsubscribe();
    }

    private synchronized void heard(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                PushResult result = Topics.PUSH_RESULTS.values().decode(record.value());
                tries.put(name(result.notificationId(), result.attempt().orElse(1)), true);
            }
        } catch (MalformedException e) {
            LOG.debug("Somebody wrote a result that is none, which the topology sees to: {}", e.getMessage());
        }
    }

    private static String name(String notificationId, int attempt) {
        return notificationId + "#" + attempt;
    }
}
