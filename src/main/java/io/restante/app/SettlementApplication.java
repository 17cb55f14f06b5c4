package io.restante.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.restante.app.instances.HolderNotes;
import io.restante.app.settings.Settings;
import io.restante.contract.SettlementTopics;
import io.restante.query.AppliedPositions;
import io.restante.query.StoreRelaySessionQueries;
import io.restante.topology.SettlementTopology;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settlement topology, running in this process: a Kafka Streams application of its own, exactly once. */
final class SettlementApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementApplication.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

    private final Admin admin;
    private final AppliedPositions applied;
    private final HolderNotes notes;
    private final KafkaStreams streams;
    private final StoreRelaySessionQueries queries;
    private final KafkaStreamsMetrics metrics;

    private SettlementApplication(Settings settings, MeterRegistry registry) {
        String id = applicationId(settings);
        this.admin = KafkaClients.admin(settings);
        this.applied = new AppliedPositions(new KafkaInputEnds(admin, id), SettlementTopics.ALL);
        StreamsConfig config = StreamsProperties.settlement(settings);
        this.streams = new KafkaStreams(
                SettlementTopology.build(
                        settings.settlement().chain(),
                        settings.settlement().work(),
                        applied,
                        new SettlementMetrics(registry),
                        config),
                config);
        this.queries =
                new StoreRelaySessionQueries(streams, applied, settings.topics().partitions());
        this.notes = new HolderNotes(
                admin,
                HolderNotes.holders(id),
                settings.streams().applicationServer().orElseThrow(),
                applied::held);
        this.metrics = new KafkaStreamsMetrics(streams, Tags.of("application", id));
        metrics.bindTo(registry);
        streams.setUncaughtExceptionHandler(failure -> {
            LOG.error("A processing thread of settlement stopped; another takes its place", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    }

    /** @param settings with the address under which other instances ask this one */
    static SettlementApplication start(Settings settings, MeterRegistry registry) {
        SettlementApplication application = new SettlementApplication(settings, registry);
        application.streams.start();
        return application;
    }

    /** The name that all its instances share. */
    static String applicationId(Settings settings) {
        return settings.streams().applicationId() + "-settlement";
    }

    /** Whether the stores of the partition are here. */
    boolean holds(int partition) {
        return applied.holds(partition);
    }

    StoreRelaySessionQueries queries() {
        return queries;
    }

    /** Why only a new process would help; empty when one would not. */
    Optional<String> death() {
        return switch (streams.state()) {
            case ERROR, PENDING_ERROR, NOT_RUNNING ->
                Optional.of("The settlement topology has stopped (" + streams.state() + "); the log says why.");
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> Optional.empty();
        };
    }

    /** What keeps records from being processed; empty when nothing does. */
    Optional<String> trouble() {
        return streams.state() == KafkaStreams.State.RUNNING && !applied.held().isEmpty()
                ? Optional.empty()
                : Optional.of("The settlement topology is " + streams.state() + " and holds partitions "
                        + applied.held() + ".");
    }

    /** Leaves the group, so that another instance takes over at once. */
    @Override
    public void close() {
        notes.close();
        metrics.close();
        boolean done =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!done) {
            LOG.warn("Settlement did not stop within {} s; its transaction is given up", CLOSE_PATIENCE.toSeconds());
        }
        KafkaClients.close(admin);
    }
}
