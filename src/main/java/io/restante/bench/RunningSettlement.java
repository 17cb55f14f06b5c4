package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.Progress;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.contract.Store;
import io.restante.query.AppliedPositions;
import io.restante.query.StoreRelaySessionQueries;
import io.restante.settlement.SupplierSession;
import io.restante.topology.SettlementTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The settlement topology at work, as the application starts it. */
final class RunningSettlement implements AutoCloseable {
    private static final String SETTLEMENT = "bench";

    private final RunningStreams streams;
    private final AppliedPositions applied;
    private final StoreRelaySessionQueries queries;
    private final Path leaves;

    RunningSettlement(Workbench bench) {
        StreamsConfig config = bench.installation().settlement(SETTLEMENT);
        this.applied = applied(bench, id(config));
        this.streams = new RunningStreams(
                        SettlementTopology.build(
                                bench.installation().chain(),
                                bench.installation().work(),
                                applied,
                                SettlementWatch.NOBODY,
                                config),
                        config,
                        bench.admin())
                .running();
        this.queries = new StoreRelaySessionQueries(
                streams.kafkaStreams(), applied, bench.installation().partitions());
        this.leaves = bench.states().resolve(id(config));
    }

    /** What it takes to process and commit everything up to the ends; it is started for that, and closed again. */
    static Effort until(Workbench bench, Map<TopicPartition, Long> ends) {
        StreamsConfig config = bench.installation().settlement(SETTLEMENT);
        Stopwatch stopwatch = new Stopwatch(id(config));
        Progress progress = new TimedProgress(applied(bench, id(config)), stopwatch);
        FinishLine line = new FinishLine(ends, RunningStreams.committed(bench.admin(), id(config)));
        var topology = Finish.behind(
                SettlementTopology.build(
                        bench.installation().chain(),
                        bench.installation().work(),
                        progress,
                        SettlementWatch.NOBODY,
                        config),
                () -> line);
        Workbench.settle();
        try (RunningStreams settlement = new RunningStreams(topology, config, bench.admin())) {
            settlement.awaitCommitted(line);
            return stopwatch.stop();
        }
    }

    private static AppliedPositions applied(Workbench bench, String id) {
        return new AppliedPositions(bench.installation().inputEnds(bench.admin(), id), SettlementTopics.ALL);
    }

    private static String id(StreamsConfig config) {
        return Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
    }

    String applicationId() {
        return streams.applicationId();
    }

    AppliedPositions applied() {
        return applied;
    }

    StoreRelaySessionQueries queries() {
        return queries;
    }

    /** Whether leaves of a session that is over are still to be deleted. */
    boolean deletes(SupplierSession key, int partition) {
        return streams.kafkaStreams()
                        .store(StoreQueryParameters.fromNameAndType(
                                        Store.SETTLEMENT_ENTRIES.name(),
                                        QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                                .withPartition(partition))
                        .get(SettlementLayout.OfSession.DOOMED.key(key))
                != null;
    }

    /** What the leaves take on disk. */
    long bytesOfLeaves() {
        try (Stream<Path> files = Files.walk(leaves)) {
            return files.filter(file -> file.toString().contains(Store.SETTLEMENT_LEAVES.name()))
                    .mapToLong(RunningSettlement::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("The store's folder cannot be read", e);
        }
    }

    /** A file that has just been deleted takes nothing. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("The store's file " + file + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        streams.close();
    }
}
