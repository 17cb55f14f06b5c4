package io.restante.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.restante.app.instances.HolderNotes;
import io.restante.app.settings.Settings;
import io.restante.query.AppliedPositions;
import io.restante.query.GroupQueries;
import io.restante.query.MailboxQueries;
import io.restante.query.StoreGroupQueries;
import io.restante.query.StoreQueries;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
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
    private final KafkaStreamsMetrics metrics;

    private DeliveryApplication(Settings settings, MeterRegistry registry) {
        this.admin = KafkaClients.admin(settings);
        this.applied = new AppliedPositions(
                new KafkaInputEnds(admin, settings.streams().applicationId()));
        StreamsConfig config = StreamsProperties.of(settings);
        Topology topology = RestanteTopology.build(rules(settings), applied, config);
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
                settings.streams().applicationId(),
                settings.streams().applicationServer().orElseThrow(),
                applied::held);
        this.groupQueries =
                new StoreGroupQueries(streams, applied, settings.topics().partitions());
        this.metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
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

    /** Whether records are processed and everything confirmed before a restart has been applied again. */
    private boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING
                && !applied.partitions().isEmpty()
                && applied.partitions().values().stream().allMatch(caughtUp -> caughtUp);
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

    TopologyDescription description() {
        return description;
    }

    /** What keeps records from being processed; empty when nothing does. */
    Optional<String> trouble() {
        return ready()
                ? Optional.empty()
                : Optional.of("The topology is " + state() + "; its partitions have caught up: " + partitions());
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
            LOG.warn(
                    "The topology did not stop within {} s; what it did last will be done again",
                    CLOSE_PATIENCE.toSeconds());
        }
        KafkaClients.close(admin);
    }
}
