package io.restante.settlement.flow;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Decision.Rejected;
import io.restante.base.Rejection;
import io.restante.contract.Received;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.settlement.ChainRules;
import io.restante.settlement.RelayHash;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySessionDecider;
import io.restante.settlement.RelaySessionEvent;
import io.restante.settlement.RelaySessionEvent.RelayWasLate;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.TreePath;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Records served relays: one that counts becomes a leaf of its session's tree. */
@NullUnmarked
public final class RelayProcessor
        implements Processor<SupplierSession, Received<ServedRelay>, SupplierSession, SettlementOutput> {
    private final ChainRules rules;
    private final RelaySessionDecider decider;
    private final SettlementWatch watch;
    private SettlementStore store;
    private LeafStore leaves;
    private RelaySessionSteps steps;

    public RelayProcessor(ChainRules rules, SettlementWatch watch) {
        this.rules = rules;
        this.decider = new RelaySessionDecider(rules);
        this.watch = watch;
    }

    @Override
    public void init(ProcessorContext<SupplierSession, SettlementOutput> context) {
        this.store = new SettlementStore(context);
        this.leaves = new LeafStore(context);
        this.steps = new RelaySessionSteps(decider, watch, store, leaves, context);
    }

    @Override
    public void process(Record<SupplierSession, Received<ServedRelay>> record) {
        ServedRelay relay = record.value().value();
        SupplierSession key = record.key();
        if (!relay.key().equals(key)) {
            refuse(record, new Rejection("key_differs", "The record's key is not the supplier and session it is of."));
            return;
        }
        byte[] bytes = SettlementTopics.canonical(record.value());
        byte[] hash = RelayHash.of(bytes).value().toArray();
        TreePath path = TreePath.ofKey(hash);
        Bytes place = SettlementLayout.leaf(key, path.toArray());
        boolean leaf = rules.applicable(relay.session(), hash);
        RelaySession session = store.session(key).orElse(null);
        boolean known = leaf && session != null && leaves.has(place);
        Decision<RelaySessionEvent> decision = decider.record(Optional.ofNullable(session), relay, leaf, known, store);
        switch (decision) {
            case Accepted<RelaySessionEvent> accepted -> {
                boolean late = accepted.events().stream().anyMatch(RelayWasLate.class::isInstance);
                if (leaf && !late) {
                    long before = session == null ? 0 : session.life().leaves();
                    if (before == 0) {
                        leaves.begin(key);
                    }
                    leaves.put(key, place, path, before, relay.units(), bytes);
                }
                steps.happen(record, key, session, accepted.events());
                if (late) {
                    refuse(record, RelaySessionDecider.closed(relay, store));
                }
            }
            case Rejected<RelaySessionEvent> rejected -> {
                if (!rejected.rejection().equals(Rejection.ALREADY_DONE)) {
                    refuse(record, rejected.rejection());
                }
            }
        }
    }

    private void refuse(Record<SupplierSession, Received<ServedRelay>> record, Rejection rejection) {
        watch.refused(rejection.reason());
        steps.tell(
                record,
                record.key(),
                new SettlementOutput.RefusedRelay(record.value().raw(), rejection));
    }
}
