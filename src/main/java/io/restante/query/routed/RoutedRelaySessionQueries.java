package io.restante.query.routed;

import io.restante.contract.SettlementTopics;
import io.restante.query.RelaySessionQueries;
import io.restante.query.StoreRelaySessionQueries;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Answers questions about relay sessions from the stores of whichever instance holds them: this one, or another that is asked. */
public final class RoutedRelaySessionQueries implements RelaySessionQueries {
    private final Optional<Here> here;
    private final Instances instances;

    /**
     * The stores of this instance.
     *
     * @param holds whether a partition is among them
     */
    public record Here(StoreRelaySessionQueries stores, IntPredicate holds) {}

    /** @param here empty in a process without stores */
    public RoutedRelaySessionQueries(Optional<Here> here, Instances instances) {
        this.here = here;
        this.instances = instances;
    }

    @Override
    public SeenChain chain(long height) {
        for (int partition = 0; partition < instances.partitions(); partition++) {
            Optional<StoreRelaySessionQueries> stores = stores(partition);
            if (stores.isPresent()) {
                return stores.get().chain(height);
            }
        }
        return instances.ask(new Question.ChainAt(height), Answers::chain);
    }

    @Override
    public List<RelaySession> sessions(Optional<String> supplier, Optional<SupplierSession> after, int limit) {
        List<RelaySession> sessions = new ArrayList<>();
        int first = after.map(this::partition).orElse(0);
        for (int partition = first; partition < instances.partitions() && sessions.size() < limit; partition++) {
            int wanted = limit - sessions.size();
            Optional<SupplierSession> last = partition == first ? after : Optional.empty();
            Optional<StoreRelaySessionQueries> stores = stores(partition);
            sessions.addAll(
                    stores.isPresent()
                            ? stores.get().sessions(partition, supplier, last, wanted)
                            : instances.ask(
                                    new Question.RelaySessions(partition, supplier, last, wanted),
                                    Answers::relaySessions));
        }
        return sessions;
    }

    @Override
    public Optional<RelaySession> session(SupplierSession key) {
        Optional<StoreRelaySessionQueries> stores = stores(partition(key));
        return stores.isPresent()
                ? stores.get().session(key)
                : instances.ask(new Question.OneRelaySession(key), Answers::relaySessions).stream()
                        .findFirst();
    }

    @Override
    public Optional<ClosestProof> proof(SupplierSession key, TreePath path) {
        Optional<StoreRelaySessionQueries> stores = stores(partition(key));
        return stores.isPresent()
                ? stores.get().proof(key, path)
                : instances.ask(new Question.ProofAt(key, path), Answers::proof);
    }

    private int partition(SupplierSession key) {
        return SettlementTopics.RELAYS.partition(key, instances.partitions());
    }

    private Optional<StoreRelaySessionQueries> stores(int partition) {
        return here.filter(stores -> stores.holds().test(partition)).map(Here::stores);
    }
}
