package io.restante.app.instances;

import io.restante.query.UnavailableException;
import io.restante.query.routed.Holders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The holders as they noted themselves. What was read is believed until it is doubted. */
public final class NotedHolders implements Holders {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** However much is doubted, the brokers are not asked more often than this. */
    private static final Duration SELDOM = Duration.ofMillis(200);

    private final Admin admin;
    private final String group;
    private Map<Integer, String> known = Map.of();
    private boolean doubted = true;
    private long readAt = System.nanoTime() - SELDOM.toNanos();

    /** @param group whose offsets are the notes */
    public NotedHolders(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    @Override
    public synchronized Optional<String> holding(int partition) {
        boolean stale = doubted || !known.containsKey(partition);
        if (stale && System.nanoTime() - readAt >= SELDOM.toNanos()) {
            try {
                known = read();
                doubted = false;
            } finally {
                // Whoever waited meanwhile does not ask silent brokers once more.
                readAt = System.nanoTime();
            }
        }
        return Optional.ofNullable(known.get(partition));
    }

    @Override
    public synchronized void doubt() {
        doubted = true;
    }

    private Map<Integer, String> read() {
        try {
            Map<TopicPartition, OffsetAndMetadata> notes = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Map<Integer, String> holders = new HashMap<>();
            notes.forEach((place, note) -> {
                if (note != null) {
                    holders.put(place.partition(), note.metadata());
                }
            });
            return holders;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        } catch (ExecutionException | TimeoutException e) {
            throw unreadable(e);
        }
    }

    private static UnavailableException unreadable(Exception cause) {
        var unavailable =
                new UnavailableException("The brokers do not say which instance holds the mailbox.", RETRY_AFTER);
        unavailable.initCause(cause);
        return unavailable;
    }
}
