package io.restante.app.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** The stores that are being rebuilt from the log here, and how far each has come. */
public final class Restoring implements StateRestoreListener {
    private final Map<TopicPartition, Progress> stores = new ConcurrentHashMap<>();

    /** A partition of a store that is being restored. */
    public record Progress(String store, int partition, long restored, long records) {
        public long left() {
            return Math.max(0, records - restored);
        }

        private Progress further(long more) {
            return new Progress(store, partition, restored + more, records);
        }
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        stores.put(changelog, new Progress(store, changelog.partition(), 0, end - from));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long upTo, long restored) {
        stores.computeIfPresent(changelog, (same, progress) -> progress.further(restored));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        stores.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        stores.remove(changelog);
    }

    /** The stores being restored now, in order. */
    public List<Progress> stores() {
        return stores.values().stream()
                .sorted(Comparator.comparing(Progress::store).thenComparing(Progress::partition))
                .toList();
    }

    /** Records of their changelogs that are still to be read. */
    public long left() {
        return stores.values().stream().mapToLong(Progress::left).sum();
    }
}
