package io.restante.app;

import io.restante.app.instances.HolderNotes;
import io.restante.app.settings.Settings;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import io.restante.query.StaleQueries;
import io.restante.query.StandbyProgress;
import io.restante.query.StandbyProgress.Lag;
import io.restante.query.StandbyQueries;
import io.restante.query.StoreGroupQueries;
import io.restante.query.StoreQueries;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches how far the standby copies of this process have come, and notes on the brokers which it has. */
final class StandbyWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandbyWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    /** The stores that are asked of copies. */
    private static final List<String> STORES = List.of(Store.MAILBOX_ENTRIES.name(), Store.SESSION_ENTRIES.name());

    private final KafkaStreams streams;
    private final AppliedPositions applied;
    private final StandbyProgress progress;
    private final StaleQueries queries;
    private final HolderNotes notes;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("standby-watch").daemon().factory());

    StandbyWatch(Settings settings, KafkaStreams streams, AppliedPositions applied, InputEnds log, Admin admin) {
        this.streams = streams;
        this.applied = applied;
        this.progress = new StandbyProgress(
                log,
                Topics.OF_DELIVERY.stream()
                        .filter(Topic::input)
                        .map(Topic::name)
                        .collect(Collectors.toSet()));
        int partitions = settings.topics().partitions();
        this.queries = new StandbyQueries(
                StoreQueries.ofCopies(streams, applied, settings.mailbox(), partitions),
                StoreGroupQueries.ofCopies(streams, applied, partitions),
                progress,
                partitions,
                System::nanoTime);
        this.notes = new HolderNotes(
                admin,
                HolderNotes.standbys(settings.streams().applicationId()),
                settings.streams().applicationServer().orElseThrow(),
                progress::held);
        if (settings.streams().standbyReplicas() > 0) {
            var unused = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    StaleQueries queries() {
        return queries;
    }

    private void look() {
        try {
            Set<Integer> copies = new HashSet<>(lags().keySet());
            copies.removeAll(applied.held());
            progress.look(System.nanoTime(), copies, this::lags);
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule. While a task moves, its lag is not known.
            LOG.debug("How old the standby copies are is not known now", e);
        }
    }

    private Map<Integer, Map<String, Lag>> lags() {
        Map<Integer, Map<String, Lag>> lags = new TreeMap<>();
        streams.allLocalStorePartitionLags().forEach((store, partitions) -> {
            if (STORES.contains(store)) {
                partitions.forEach((partition, lag) ->
                        lags.computeIfAbsent(partition, each -> new TreeMap<>()).put(store, lag(lag)));
            }
        });
        return lags;
    }

    private static Lag lag(LagInfo info) {
        return new Lag(info.currentOffsetPosition(), Math.max(0, info.offsetLag()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        notes.close();
    }
}
