package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.contract.Store;
import io.restante.query.AppliedPositions;
import io.restante.query.StoreRelaySessionQueries;
import io.restante.settlement.SupplierSession;
import io.restante.store.DiskUse;
import io.restante.topology.SettlementTopology;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The settlement topology as the application starts it: made to stand still while relays are written, then at work. */
final class RunningSettlement {
    private static final String SETTLEMENT = "bench";

    private final String applicationId;
    private final GatedTopology gated;
    private final AppliedPositions applied;
    private final StoreRelaySessionQueries queries;
    private final Path leaves;

    RunningSettlement(Workbench bench) {
        Installation installation = bench.installation();
        StreamsConfig config = installation.settlement(SETTLEMENT);
        this.applicationId = RunningStreams.applicationId(config);
        this.applied = new AppliedPositions(installation.inputEnds(bench.admin(), applicationId), SettlementTopics.ALL);
        this.gated = bench.gated(
                line -> Finish.behind(
                        SettlementTopology.build(
                                installation.chain(), installation.work(), applied, SettlementWatch.NOBODY, config),
                        line),
                config,
                bench.ends(SettlementTopics.BLOCKS));
        this.queries = new StoreRelaySessionQueries(streams(), applied, installation.partitions());
        this.leaves = bench.states().resolve(applicationId);
    }

    /** What it takes to process and commit everything up to the ends. */
    Effort until(Map<TopicPartition, Long> ends) {
        return gated.goOn(ends);
    }

    /** Processes from now on what comes, as it comes. */
    void free() {
        gated.free();
    }

    private KafkaStreams streams() {
        return gated.streams().kafkaStreams();
    }

    String applicationId() {
        return applicationId;
    }

    AppliedPositions applied() {
        return applied;
    }

    StoreRelaySessionQueries queries() {
        return queries;
    }

    /** Whether leaves of a session that is over are still to be deleted. */
    boolean deletes(SupplierSession key, int partition) {
        return streams()
                        .store(StoreQueryParameters.fromNameAndType(
                                        Store.SETTLEMENT_ENTRIES.name(),
                                        QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                                .withPartition(partition))
                        .get(SettlementLayout.OfSession.DOOMED.key(key))
                != null;
    }

    /** What the leaves take on disk. */
    long bytesOfLeaves() {
        return DiskUse.of(leaves, file -> file.toString().contains(Store.SETTLEMENT_LEAVES.name()));
    }
}
