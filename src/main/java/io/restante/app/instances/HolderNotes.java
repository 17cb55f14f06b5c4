package io.restante.app.instances;

import io.restante.contract.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes on the brokers which partitions this instance holds, and where it answers. A partition is noted soon after it came, and all are noted
 * again now and then: the brokers forget, and a note may have been overwritten by an instance that did not know that it had lost the partition.
 */
public final class HolderNotes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HolderNotes.class);

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final String group;
    private final String address;
    private final Supplier<Set<Integer>> held;
    private final Set<Integer> noted = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("holder-notes").daemon().factory());
    private long notedAllAt = System.nanoTime();

    /**
     * Notes from now on.
     *
     * @param group whose offsets are the notes
     * @param address where this instance answers, {@code host:port}
     * @param held the partitions it holds
     */
    public HolderNotes(Admin admin, String group, String address, Supplier<Set<Integer>> held) {
        this.admin = admin;
        this.group = group;
        this.address = address;
        this.held = held;
        var unused = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The group whose offsets are the notes of those who hold partitions. */
    public static String holders(String applicationId) {
        return applicationId + "-holders";
    }

    /** The group whose offsets are the notes of those who have standby copies. */
    public static String standbys(String applicationId) {
        return applicationId + "-standbys";
    }

    static TopicPartition place(int partition) {
        return new TopicPartition(Topics.MAILBOX_MESSAGES.name(), partition);
    }

    private void look() {
        try {
            Set<Integer> now = held.get();
            if (System.nanoTime() - notedAllAt > AGAIN.toNanos()) {
                noted.clear();
                notedAllAt = System.nanoTime();
            }
            noted.retainAll(now);
            Set<Integer> missing = new HashSet<>(now);
            missing.removeAll(noted);
            if (!missing.isEmpty()) {
                note(missing);
                noted.addAll(missing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule.
            LOG.warn("Which partitions are held here could not be noted; other instances may not find them yet", e);
        }
    }

    private void note(Set<Integer> partitions) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> notes = partitions.stream()
                .collect(Collectors.toMap(HolderNotes::place, partition -> new OffsetAndMetadata(0, address)));
        admin.alterConsumerGroupOffsets(group, notes).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
