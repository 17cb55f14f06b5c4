package io.restante.topology;

import io.restante.contract.Progress;
import io.restante.contract.Received;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.intake.flow.IntakeProcessor;
import io.restante.intake.flow.LogTime;
import io.restante.settlement.ChainRules;
import io.restante.settlement.WorkRules;
import io.restante.settlement.flow.RelayLogProcessor;
import io.restante.settlement.flow.RelayProcessor;
import io.restante.settlement.flow.SettlementOutputProcessor;
import io.restante.settlement.flow.SettlementOutputProcessor.SettlementSinks;
import io.restante.settlement.flow.TransactionProcessor;
import io.restante.settlement.flow.WorkProcessor;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The map of the settlement application, which runs exactly once: relays, blocks and words from the chain in, commands and history out. */
public final class SettlementTopology {
    private final ChainRules chain;
    private final WorkRules work;
    private final Progress progress;
    private final SettlementWatch watch;
    private final Topology map;

    private SettlementTopology(
            ChainRules chain, WorkRules work, Progress progress, SettlementWatch watch, StreamsConfig config) {
        this.chain = chain;
        this.work = work;
        this.progress = progress;
        this.watch = watch;
        this.map = new Topology(new TopologyConfig(config));
    }

    /**
     * The map.
     *
     * @param progress is told how far the inputs have been applied
     * @param watch is told what operators must know of
     */
    public static Topology build(
            ChainRules chain, WorkRules work, Progress progress, SettlementWatch watch, StreamsConfig config) {
        return new SettlementTopology(chain, work, progress, watch, config)
                .relays()
                .transactions()
                .blocks()
                .stores()
                .outputs()
                .map;
    }

    private SettlementTopology relays() {
        input(
                Received.from(SettlementTopics.RELAY_LOG),
                SettlementNodes.RELAYS_SOURCE,
                SettlementNodes.RELAYS_INTAKE,
                IntakeProcessor.Key.OPTIONAL,
                SettlementNodes.RELAY_LOG);
        map.addProcessor(
                SettlementNodes.RELAY_LOG,
                () -> new RelayLogProcessor(SettlementNodes.RELAY, SettlementNodes.WORK),
                SettlementNodes.RELAYS_INTAKE);
        map.addProcessor(SettlementNodes.RELAY, () -> new RelayProcessor(chain, watch), SettlementNodes.RELAY_LOG);
        return this;
    }

    private SettlementTopology transactions() {
        input(
                SettlementTopics.TRANSACTIONS,
                SettlementNodes.TRANSACTIONS_SOURCE,
                SettlementNodes.TRANSACTIONS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                SettlementNodes.TRANSACTION);
        map.addProcessor(
                SettlementNodes.TRANSACTION,
                () -> new TransactionProcessor(chain, watch),
                SettlementNodes.TRANSACTIONS_INTAKE);
        return this;
    }

    private SettlementTopology blocks() {
        input(
                SettlementTopics.BLOCKS,
                SettlementNodes.BLOCKS_SOURCE,
                SettlementNodes.BLOCKS_INTAKE,
                IntakeProcessor.Key.OPTIONAL,
                SettlementNodes.WORK);
        input(
                SettlementTopics.STEPS,
                SettlementNodes.STEPS_SOURCE,
                SettlementNodes.STEPS_INTAKE,
                IntakeProcessor.Key.OPTIONAL,
                SettlementNodes.WORK);
        map.addProcessor(
                SettlementNodes.WORK,
                () -> new WorkProcessor(chain, work, watch, progress),
                SettlementNodes.RELAY_LOG,
                SettlementNodes.BLOCKS_INTAKE,
                SettlementNodes.STEPS_INTAKE);
        return this;
    }

    private SettlementTopology stores() {
        String[] all = {SettlementNodes.RELAY, SettlementNodes.TRANSACTION, SettlementNodes.WORK};
        map.addStateStore(Store.SETTLEMENT_ENTRIES.builder(), all);
        map.addStateStore(Store.SETTLEMENT_LEAVES.builder(), all);
        return this;
    }

    private SettlementTopology outputs() {
        SettlementSinks sinks = new SettlementSinks(
                SettlementNodes.CLAIMS_SINK,
                SettlementNodes.PROOFS_SINK,
                SettlementNodes.HISTORY_SINK,
                SettlementNodes.BARRIERS_SINK,
                SettlementNodes.STEPS_SINK,
                SettlementNodes.DEAD_LETTERS_SINK);
        map.addProcessor(
                SettlementNodes.OUTPUT,
                () -> new SettlementOutputProcessor(sinks),
                SettlementNodes.RELAY,
                SettlementNodes.TRANSACTION,
                SettlementNodes.WORK);
        output(SettlementTopics.CLAIMS, SettlementNodes.CLAIMS_SINK, SettlementNodes.OUTPUT);
        output(SettlementTopics.PROOFS, SettlementNodes.PROOFS_SINK, SettlementNodes.OUTPUT);
        output(SettlementTopics.HISTORY, SettlementNodes.HISTORY_SINK, SettlementNodes.OUTPUT);
        toItself(SettlementTopics.RELAY_LOG, SettlementNodes.BARRIERS_SINK);
        toItself(SettlementTopics.STEPS, SettlementNodes.STEPS_SINK);
        output(
                Topics.DEAD_LETTERS,
                SettlementNodes.DEAD_LETTERS_SINK,
                SettlementNodes.OUTPUT,
                SettlementNodes.RELAYS_INTAKE,
                SettlementNodes.TRANSACTIONS_INTAKE,
                SettlementNodes.BLOCKS_INTAKE,
                SettlementNodes.STEPS_INTAKE);
        return this;
    }

    private <K, V> void input(Topic<K, V> topic, String source, String intake, IntakeProcessor.Key key, String next) {
        map.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
        map.addProcessor(
                intake,
                () -> new IntakeProcessor<>(
                        topic, key, LogTime.TIMESTAMP, progress, next, SettlementNodes.DEAD_LETTERS_SINK),
                source);
    }

    /** Records without a key, for the partition that writes them. */
    private <V> void toItself(Topic<?, V> topic, String sink) {
        map.addSink(
                sink,
                topic.name(),
                OwnPartition.NO_KEY,
                topic.values().serializer(),
                OwnPartition.partitioner(),
                SettlementNodes.OUTPUT);
    }

    private <K, V> void output(Topic<K, V> topic, String sink, String... parents) {
        map.addSink(
                sink,
                topic.name(),
                topic.keys().serializer(),
                topic.values().serializer(),
                (StreamPartitioner<K, V>) (name, key, value, partitions) ->
                        key == null ? Optional.empty() : Optional.of(Set.of(topic.partition(key, partitions))),
                parents);
    }
}
