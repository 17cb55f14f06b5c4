package io.restante.bench;

import io.restante.base.GatewayId;
import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.LiveRecord;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.local.LocalBroker;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import io.restante.query.MailboxQueries;
import io.restante.replay.Brokers;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.store.DiskUse;
import io.restante.topology.RestanteTopology;
import io.restante.topology.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * A broker of its own, and what is measured on it. Everything is gone when it is closed.
 */
final class Workbench implements AutoCloseable {
    static final GatewayId GATEWAY = new GatewayId("bench");
    static final String RUN = "run";
    static final Topic<String, LiveRecord> LIVE = Topics.live(GATEWAY);
    static final Topic<byte[], byte[]> PASSED = bytes("bench.passed", false);
    static final Topic<byte[], byte[]> WRITTEN = bytes("bench.written", false);

    private static final String DELIVERY = "bench-delivery";
    private static final String PASS_THROUGH = "bench-pass-through";
    private static final String WRITER = "bench-writer";

    /** Benchmarks write their inputs beforehand: no gateway is lost meanwhile. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final Parts parts = new Parts();
    private final Path folder;
    private final Installation installation;
    private final Admin admin;
    private final Rules rules;
    private final InputWriter writer;

    /** @param rules what it does otherwise than the application's settings say */
    Workbench(Terms terms, UnaryOperator<Rules> rules) {
        try {
            this.folder = part(Scratch.in(terms.data())).folder();
            LocalBroker broker = part(LocalBroker.start(folder, 0));
            this.installation = terms.installations().at(broker.bootstrapServers(), folder);
            this.rules = rules.apply(patient(installation.rules()));
            List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
            topics.add(LIVE);
            topics.add(PASSED);
            topics.add(WRITTEN);
            this.admin = part(Admin.create(installation.clients()));
            makeTopics(topics);
            this.writer = part(writer(InputWriter.LINGER));
            announce(GATEWAY);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private InputWriter writer(int linger) {
        return new InputWriter(installation.clients(), installation.partitions(), linger);
    }

    /** From now on the gateway may hold sessions; its topic is there. */
    void announce(GatewayId gateway) {
        writer.writeEverywhere(Topics.SESSION_EVENTS, new Heartbeat(gateway, RUN));
    }

    private static Rules patient(Rules rules) {
        SessionRules session = rules.session();
        return new Rules(
                rules.mailbox(),
                new SessionRules(session.policy(), NEVER, session.sweepLimit()),
                rules.delivery(),
                rules.group(),
                rules.tickInterval(),
                rules.partitions());
    }

    <T extends AutoCloseable> T part(T started) {
        return parts.add(started);
    }

    /**
     * Makes topics; every partition has a leader that answers when this returns. To one that does not yet, a producer's first batch fails while its second is on
     * the way, and the broker takes the second for the first: what was first is out of order from then on, and never written.
     */
    void makeTopics(List<Topic<?, ?>> topics) {
        installation.makeTopics(topics);
        Map<TopicPartition, OffsetSpec> everywhere = topics.stream()
                .flatMap(topic -> IntStream.range(0, installation.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest()));
        try {
            var unused = admin.listOffsets(everywhere).all().get();
        } catch (ExecutionException e) {
            throw new BenchException("The broker does not lead " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    /** A topic of a benchmark's own, kept by the broker as the application's are. */
    static Topic<byte[], byte[]> bytes(String name, boolean input) {
        Topic<byte[], byte[]> like = Topics.DEAD_LETTERS;
        return new Topic<>(
                name, like.keys(), like.values(), "bench", "Bytes.", "bench", input, like.cleanup(), like.retention());
    }

    /** Lets the delivery topology process what has been written, up to the ends. */
    Effort deliver(Map<TopicPartition, Long> ends) {
        StreamsConfig config = installation.streams(DELIVERY);
        Leg leg = Leg.of(DELIVERY, ends, RunningStreams.committed(admin, DELIVERY));
        Progress progress = new TimedProgress(new AppliedPositions(inputEnds()), leg.stopwatch());
        Topology topology = Finish.behind(RestanteTopology.build(rules, progress, config), leg::line);
        settle();
        try (RunningStreams delivery = new RunningStreams(topology, config, admin)) {
            return leg.run(delivery);
        }
    }

    /** The delivery topology as the application starts it, made to stand still; a measurement at a time lets it go on. */
    GatedTopology gatedDelivery() {
        StreamsConfig config = GatedTopology.roomy(installation.streams(DELIVERY));
        AppliedPositions applied = new AppliedPositions(inputEnds());
        writer.flush();
        return gated(
                line -> Finish.behind(RestanteTopology.build(rules, applied, config), line), config, writer.ends());
    }

    /** A pass-through over a topic with the configuration that settlement has, made to stand still in the same way. */
    GatedTopology gatedPassThroughExactlyOnce(Topic<?, ?> from) {
        StreamsConfig config = installation.settlement(PASS_THROUGH);
        return gated(line -> PassThrough.of(List.of(from.name()), PASSED.name(), config, line), config, ends(from));
    }

    /** A topology that has processed its inputs up to the ends, and stands still. */
    GatedTopology gated(
            Function<Supplier<FinishLine>, Topology> topology, StreamsConfig config, Map<TopicPartition, Long> ends) {
        return part(new GatedTopology(topology, config, admin, ends));
    }

    /** What has been written to a topic. */
    Map<TopicPartition, Long> ends(Topic<?, ?> topic) {
        Map<TopicPartition, Long> ends = writer.ends();
        ends.keySet().removeIf(place -> !place.topic().equals(topic.name()));
        return ends;
    }

    /** Lets the pass-through process the same topics up to the same ends, with the configuration the delivery topology has. */
    Effort pass(Map<TopicPartition, Long> ends) {
        return pass(ends, RunningStreams.committed(admin, PASS_THROUGH), PASSED, 0, installation.streams(PASS_THROUGH));
    }

    /**
     * The same with a pass-through of its own that writes more than it reads, to {@link #WRITTEN}.
     *
     * @param beside how many more records it writes for each that it passes on
     */
    Effort passAndWrite(Map<TopicPartition, Long> ends, double beside) {
        return pass(ends, RunningStreams.committed(admin, WRITER), WRITTEN, beside, installation.streams(WRITER));
    }

    private Effort pass(
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> committed,
            Topic<?, ?> to,
            double beside,
            StreamsConfig config) {
        Leg leg = Leg.of(RunningStreams.applicationId(config), ends, committed);
        Topology topology = PassThrough.of(topics(ends), to.name(), config, beside, leg::met);
        settle();
        try (RunningStreams passThrough = new RunningStreams(topology, config, admin)) {
            return leg.run(passThrough);
        }
    }

    /**
     * Lets a pass-through that has processed nothing yet process everything that was written, from the beginning.
     *
     * @param threads that process
     */
    Effort passAnew(int number, int threads) {
        String applicationId = PASS_THROUGH + "-" + number;
        Map<TopicPartition, Long> ends = writer.ends();
        Map<String, Object> properties =
                new HashMap<>(installation.streams(applicationId).originals());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return pass(ends, Map.of(), PASSED, 0, new StreamsConfig(properties));
    }

    private static List<String> topics(Map<TopicPartition, Long> ends) {
        return ends.keySet().stream().map(TopicPartition::topic).distinct().toList();
    }

    /** What one measurement left on the heap is not swept up in the time of the next. */
    static void settle() {
        System.gc();
    }

    /** Starts the delivery topology as the application does, to be fed while it runs; ready when this returns. */
    RunningDelivery startDelivery() {
        StreamsConfig config = installation.streams(DELIVERY);
        AppliedPositions applied = new AppliedPositions(inputEnds());
        return part(new RunningDelivery(
                new RunningStreams(RestanteTopology.build(rules, applied, config), config, admin).running(), applied));
    }

    /**
     * The delivery topology as it starts where nothing is on the disk: everything comes from the changelogs. It runs when this returns; whoever asks for it closes it.
     *
     * @param listener is told of the restoring
     */
    RunningDelivery deliveryWithoutDisk(StateRestoreListener listener) {
        StreamsConfig config = installation.streams(DELIVERY);
        AppliedPositions applied = new AppliedPositions(inputEnds());
        settle();
        return new RunningDelivery(
                RunningStreams.withoutDisk(RestanteTopology.build(rules, applied, config), config, admin, listener)
                        .running(),
                applied);
    }

    /** The changelog of one of the delivery topology's stores. */
    Changelog changelog(Store store) {
        return new Changelog(
                admin, installation.clients(), DELIVERY + "-" + store.name() + "-changelog", installation.partitions());
    }

    /** What the stores take on the disk. */
    long bytesOfStores() {
        return DiskUse.of(states(), file -> true);
    }

    /** What readers ask. */
    MailboxQueries queries(RunningDelivery delivery) {
        return delivery.queries(rules.mailbox(), installation.partitions());
    }

    /** Starts the pass-through on a topic, to be fed while it runs. */
    void startPassThrough(String from) {
        StreamsConfig config = installation.streams(PASS_THROUGH);
        FinishLine none = new FinishLine(Map.of(), Map.of());
        Topology topology = PassThrough.of(List.of(from), PASSED.name(), config, () -> none);
        part(new RunningStreams(topology, config, admin)).running();
    }

    private InputEnds inputEnds() {
        return installation.inputEnds(admin, DELIVERY);
    }

    /** What every figure depends on, by name. */
    Map<String, String> settings() {
        return settings(installation.streams(DELIVERY));
    }

    Map<String, String> settings(StreamsConfig config) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("partitions", String.valueOf(installation.partitions()));
        settings.put("threads", String.valueOf(config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)));
        settings.put("commit interval", config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG) + " ms");
        settings.put("guarantee", config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        return settings;
    }

    Admin admin() {
        return admin;
    }

    Installation installation() {
        return installation;
    }

    Rules rules() {
        return rules;
    }

    /** One of its own for records that must not wait for company. */
    InputWriter promptWriter() {
        return part(writer(0));
    }

    InputWriter writer() {
        return writer;
    }

    <K, V> LogReader<K, V> reader(Topic<K, V> topic) {
        return part(readerOf(topic));
    }

    /** A reader that whoever asks for it closes. */
    <K, V> LogReader<K, V> readerOf(Topic<K, V> topic) {
        return new LogReader<>(installation.clients(), topic, installation.partitions());
    }

    /** What a replay asks of them. */
    Brokers brokers() {
        return new Brokers(admin);
    }

    /** Where streams applications keep their stores. */
    Path states() {
        return folder.resolve("streams");
    }

    @Override
    public void close() {
        parts.close();
    }
}
