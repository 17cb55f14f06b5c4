package io.restante.replay;

import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import io.restante.topology.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/** The live topology beside itself, at work: it reads the inputs again up to given ends, and nobody outside notices. */
public final class Shadow implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofMinutes(2);

    private final Brokers brokers;
    private final String applicationId;
    private final Ends ends;
    private final ShadowProgress progress;
    private final KafkaStreams streams;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Starts it. Where it goes on must have been written down before.
     *
     * @param config with the shadow's application id
     * @param perSecond records at most; 0, as fast as it can
     */
    public Shadow(ShadowName name, Rules rules, StreamsConfig config, Brokers brokers, Ends ends, long perSecond) {
        this.brokers = brokers;
        this.applicationId = Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
        this.ends = ends;
        this.progress = new ShadowProgress(brokers.committed(applicationId), perSecond);
        this.streams = new KafkaStreams(topology(name, rules, progress, config), config, new BoundedClients(ends));
        streams.setUncaughtExceptionHandler(thrown -> {
            failure.compareAndSet(null, thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
    }

    /** Its map: the live one, but for the names its sinks write to. */
    public static Topology topology(ShadowName name, Rules rules, ShadowProgress progress, StreamsConfig config) {
        return RestanteTopology.build(
                rules, new Stage.Shadow(name.prefix(), new LogOrder(), LogOrder.TIME), progress, config);
    }

    /** The topics it writes: one for each that the live topology writes, and one for all gateways. */
    public static List<Topic<?, ?>> topics(ShadowName name, Rules rules, StreamsConfig config) {
        Set<String> sinks =
                topology(name, rules, new ShadowProgress(Map.of(), 0), config).describe().subtopologies().stream()
                        .flatMap(part -> part.nodes().stream())
                        .filter(TopologyDescription.Sink.class::isInstance)
                        .map(node -> String.valueOf(((TopologyDescription.Sink) node).topic()))
                        .collect(Collectors.toSet());
        List<Topic<?, ?>> topics = new ArrayList<>();
        for (Topic<?, ?> topic : Topics.OF_DELIVERY) {
            if (sinks.contains(name.prefix() + topic.name())) {
                topics.add(topic.shadow(name.prefix()));
            }
        }
        topics.add(Topics.gateways().shadow(name.prefix()));
        return topics;
    }

    /** Records applied since this run of it began. */
    public long applied() {
        return progress.count();
    }

    /**
     * Whether everything before the ends has been applied.
     *
     * @throws ReplayException when it cannot go on
     */
    public boolean done() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new ReplayException(
                    "The shadow cannot go on: " + thrown.getMessage()
                            + " What it has done is kept; mend the cause and start it again.",
                    thrown);
        }
        return ends.applied(progress);
    }

    /** It reads on to these ends. */
    public void raise(Map<TopicPartition, Long> further) {
        ends.raise(further);
    }

    /** Records that lie between where the application stands and the ends. */
    public static long left(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        Map<TopicPartition, Long> left = new HashMap<>(to);
        left.replaceAll((place, end) -> Math.max(0, end - from.getOrDefault(place, 0L)));
        return left.values().stream().mapToLong(each -> each).sum();
    }

    /** Where it stands, as it is written down. */
    public Map<TopicPartition, Long> positions() {
        return brokers.committed(applicationId);
    }

    /** Why it failed, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Stops it; what it has applied is written down, and it can go on from there. */
    @Override
    public void close() {
        boolean done =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_PATIENCE));
        if (!done) {
            throw new ReplayException("The shadow did not stop within " + CLOSE_PATIENCE.toMinutes()
                    + " minutes; what it did last will be done again when it is started.");
        }
    }
}
