package io.restante.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.restante.app.instances.HolderNotes;
import io.restante.app.metrics.AppliedLag;
import io.restante.app.metrics.Meters;
import io.restante.app.metrics.Restoring;
import io.restante.app.metrics.TopologyMeters;
import io.restante.app.settings.Settings;
import io.restante.query.AppliedPositions;
import io.restante.query.GroupQueries;
import io.restante.query.MailboxQueries;
import io.restante.query.StaleQueries;
import io.restante.query.StoreGroupQueries;
import io.restante.query.StoreQueries;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delivery topology, running in this process. */
final class DeliveryApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryApplication.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final Admin admin;
    private final AppliedPositions applied;
    private final HolderNotes notes;
    private final KafkaStreams streams;
    private final TopologyDescription description;
    private final MailboxQueries queries;
    private final GroupQueries groupQueries;
    private final StandbyWatch standbys;
    private final KafkaStreamsMetrics metrics;
    private final TopologyMeters meters;
    private final Restoring restoring = new Restoring();
    private final AppliedLag lag;
    private final int threads;

    private DeliveryApplication(Settings settings, MeterRegistry registry) {
        this.admin = KafkaClients.admin(settings);
        KafkaInputEnds ends = new KafkaInputEnds(admin, settings.streams().applicationId());
        this.applied = new AppliedPositions(ends);
        this.meters = new TopologyMeters(registry, InstantSource.system());
        this.lag = new AppliedLag(applied, ends, registry);
        this.threads = settings.streams().threads();
        StreamsConfig config = StreamsProperties.of(settings, meters);
        Topology topology = RestanteTopology.build(rules(settings), applied, meters, config);
        this.description = topology.describe();
        this.streams = new KafkaStreams(topology, config);
        this.queries = new StoreQueries(
                streams,
                applied,
                settings.mailbox(),
                settings.topics().partitions(),
                settings.gateway().replyTimeout());
        this.notes = new HolderNotes(
                admin,
                HolderNotes.holders(settings.streams().applicationId()),
                settings.streams().applicationServer().orElseThrow(),
                applied::held);
        this.groupQueries = new StoreGroupQueries(
                streams,
                applied,
                settings.topics().partitions(),
                settings.gateway().replyTimeout());
        this.standbys = new StandbyWatch(settings, streams, applied, ends, admin);
        this.metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
        Gauge.builder(Meters.RESTORING, restoring, Restoring::left).register(registry);
        Gauge.builder(Meters.PARTITIONS, applied, held -> held.held().size()).register(registry);
        streams.setGlobalStateRestoreListener(restoring);
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("A processing thread stopped; another takes its place", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    /** @param settings with the address under which other instances ask this one */
    static DeliveryApplication start(Settings settings, MeterRegistry registry) {
        DeliveryApplication application = new DeliveryApplication(settings, registry);
        application.streams.start();
        return application;
    }

    static Rules rules(Settings settings) {
        return new Rules(
                settings.mailbox(),
                settings.session(),
                settings.delivery(),
                settings.group(),
                settings.push().rules(),
                settings.clock().interval(),
                settings.topics().partitions());
    }

    KafkaStreams.State state() {
        return streams.state();
    }

    /** Partitions held here, and whether each has caught up. */
    Map<Integer, Boolean> partitions() {
        return applied.partitions();
    }

    /** Whether the stores of the partition are here. */
    boolean holds(int partition) {
        return applied.holds(partition);
    }

    MailboxQueries queries() {
        return queries;
    }

    GroupQueries groupQueries() {
        return groupQueries;
    }

    /** Answers from the standby copies of this process. */
    StaleQueries staleQueries() {
        return standbys.queries();
    }

    TopologyDescription description() {
        return description;
    }

    /** What only a new process can mend; empty when there is no such thing. */
    Optional<String> death() {
        return switch (streams.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING ->
                Optional.of("The topology has stopped (" + streams.state() + "); the log says why.");
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> Optional.empty();
        };
    }

    /** What keeps records from being processed; empty when nothing does. */
    Optional<String> trouble() {
        return streams.state() == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("The topology is " + streams.state() + ": partitions are being assigned or restored.");
    }

    /** Threads that should be there and are not; empty when there are none. */
    Optional<String> threadTrouble() {
        long alive = threads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count();
        return alive >= threads
                ? Optional.empty()
                : Optional.of(alive + " of " + threads + " processing threads are alive; the log says why.");
    }

    /** Stores that cannot be asked yet; empty when all of this instance's can. */
    Optional<String> storeTrouble() {
        List<Restoring.Progress> stores = restoring.stores();
        if (!stores.isEmpty()) {
            return Optional.of("Being restored: "
                    + stores.stream()
                            .map(store -> store.store() + " of partition " + store.partition() + ", " + store.left()
                                    + " records left")
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        Set<Integer> assigned = threads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .map(task -> task.taskId().partition())
                .collect(Collectors.toSet());
        Map<Integer, Boolean> held = applied.partitions();
        List<Integer> behind = assigned.stream()
                .filter(partition -> !held.getOrDefault(partition, false))
                .sorted()
                .toList();
        return behind.isEmpty()
                ? Optional.empty()
                : Optional.of("Partitions that have not caught up with their inputs yet: " + behind + ".");
    }

    /** The threads of this instance. */
    List<ThreadMetadata> threads() {
        return streams.metadataForLocalThreads().stream()
                .sorted(Comparator.comparing(ThreadMetadata::threadName))
                .toList();
    }

    /** All instances, as the group told this one last. */
    List<StreamsMetadata> instances() {
        return streams.metadataForAllStreamsClients().stream()
                .sorted(ClusterReport.byAddress())
                .toList();
    }

    Restoring restoring() {
        return restoring;
    }

    List<AppliedLag.Lag> lags() {
        return lag.lags();
    }

    /** Records that each source has read and each sink has written here, by the node's name. */
    Map<String, Long> records() {
        Map<String, Long> records = new TreeMap<>();
        streams.metrics().forEach((name, metric) -> {
            boolean counted =
                    name.name().equals("records-consumed-total") || name.name().equals("records-produced-total");
            String node = name.tags().get("processor-node-id");
            if (counted && node != null && metric.metricValue() instanceof Number count) {
                records.merge(node, count.longValue(), Long::sum);
            }
        });
        return records;
    }

    /** What the mailboxes here hold. */
    TopologyMeters meters() {
        return meters;
    }

    /** Leaves the group, so that another instance takes over at once. */
    @Override
    public void close() {
        notes.close();
        lag.close();
        standbys.close();
        metrics.close();
        boolean done =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!done) {
            LOG.warn(
                    "The topology did not stop within {} s; what it did last will be done again",
                    CLOSE_PATIENCE.toSeconds());
        }
        KafkaClients.close(admin);
    }
}
