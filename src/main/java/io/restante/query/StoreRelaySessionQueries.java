package io.restante.query;

import io.restante.contract.CrownForm;
import io.restante.contract.RelaySessionForm;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementTopics;
import io.restante.contract.Store;
import io.restante.contract.StoredLeaves;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.CrownPages;
import io.restante.settlement.tree.Prover;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.UpperNodes;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads relay sessions from the stores of this process. */
public final class StoreRelaySessionQueries implements RelaySessionQueries {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final AppliedPositions applied;
    private final int partitions;

    /** @param partitions of every input */
    public StoreRelaySessionQueries(KafkaStreams streams, AppliedPositions applied, int partitions) {
        this.streams = streams;
        this.applied = applied;
        this.partitions = partitions;
    }

    /** Every partition sees every block: whichever is here is asked. */
    @Override
    public SeenChain chain(long height) {
        Set<Integer> held = applied.held();
        int partition = held.stream()
                .min(Integer::compare)
                .orElseThrow(() -> new UnavailableException("No partition of settlement is here now.", RETRY_AFTER));
        return read(Store.SETTLEMENT_ENTRIES, partition, entries -> {
            byte[] seen = entries.get(SettlementLayout.height());
            return new SeenChain(
                    seen == null ? 0 : SettlementLayout.readNumber(seen),
                    Optional.ofNullable(entries.get(SettlementLayout.block(height)))
                            .map(hash -> new String(hash, StandardCharsets.US_ASCII)));
        });
    }

    @Override
    public List<RelaySession> sessions(Optional<String> supplier, Optional<SupplierSession> after, int limit) {
        List<RelaySession> sessions = new ArrayList<>();
        int first = after.map(this::partition).orElse(0);
        for (int partition = first; partition < partitions && sessions.size() < limit; partition++) {
            sessions.addAll(sessions(
                    partition, supplier, partition == first ? after : Optional.empty(), limit - sessions.size()));
        }
        return sessions;
    }

    /** The sessions of one partition, which must be here. */
    public List<RelaySession> sessions(
            int partition, Optional<String> supplier, Optional<SupplierSession> after, int limit) {
        return read(Store.SETTLEMENT_ENTRIES, partition, entries -> {
            Bytes all = supplier.map(OfSession.SESSION::firstOf).orElseGet(OfSession.SESSION::first);
            Bytes first = after.map(OfSession.SESSION::behind)
                    .filter(behind -> behind.compareTo(all) > 0)
                    .orElse(all);
            Bytes last = supplier.map(OfSession.SESSION::lastOf).orElseGet(OfSession.SESSION::last);
            List<RelaySession> sessions = new ArrayList<>();
            if (first.compareTo(last) >= 0) {
                return sessions;
            }
            try (KeyValueIterator<Bytes, byte[]> found = entries.range(first, last)) {
                while (sessions.size() < limit && found.hasNext()) {
                    var entry = found.next();
                    if (entry.key.compareTo(last) < 0) {
                        sessions.add(RelaySessionForm.read(entry.value));
                    }
                }
            }
            return sessions;
        });
    }

    @Override
    public Optional<RelaySession> session(SupplierSession key) {
        return read(Store.SETTLEMENT_ENTRIES, partition(key), entries -> Optional.ofNullable(
                        entries.get(OfSession.SESSION.key(key)))
                .map(RelaySessionForm::read));
    }

    @Override
    public Optional<ClosestProof> proof(SupplierSession key, TreePath path) {
        int partition = partition(key);
        Optional<CrownPages> crown = read(Store.SETTLEMENT_ENTRIES, partition, entries -> Optional.ofNullable(
                        entries.get(OfSession.CROWN.key(key)))
                .map(top -> CrownForm.read(
                        top, prefix -> Optional.ofNullable(entries.get(SettlementLayout.page(key, prefix))))));
        return crown.flatMap(nodes -> read(Store.SETTLEMENT_LEAVES, partition, leaves -> new Prover(
                        new StoredLeaves(leaves, key, StoredLeaves.Digests.KEPT), nodes)
                .closest(path)
                .map(proof -> requireTrue(nodes, path, proof))));
    }

    /** Nobody is given a proof that does not hold. */
    private static ClosestProof requireTrue(UpperNodes nodes, TreePath path, ClosestProof proof) {
        Verdict verdict = new Verifier().closest(nodes.root().toBytes(), path.toBytes(), proof);
        if (verdict instanceof Verdict.Refused refused) {
            throw new UnavailableException(
                    "The session's upper nodes are damaged (" + refused.detail() + "); a restore mends them.",
                    RETRY_AFTER);
        }
        return proof;
    }

    private int partition(SupplierSession key) {
        return SettlementTopics.RELAYS.partition(key, partitions);
    }

    private <T> T read(Store store, int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, T> reading) {
        try {
            return reading.apply(streams.store(StoreQueryParameters.fromNameAndType(
                            store.name(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                    .withPartition(partition)));
        } catch (IllegalStateException | InvalidStateStoreException e) {
            throw new UnavailableException("The relay sessions are moving to another instance.", RETRY_AFTER);
        }
    }
}
