package io.restante.settlement.flow;

import io.restante.base.Decision.Accepted;
import io.restante.contract.SettlementWatch;
import io.restante.settlement.ChainRules;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySessionDecider;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells relay sessions what became of their claims and proofs. What a session did not ask for changes nothing. */
@NullUnmarked
public final class TransactionProcessor
        implements Processor<SupplierSession, TransactionEvent, SupplierSession, SettlementOutput> {
    private final RelaySessionDecider decider;
    private final SettlementWatch watch;
    private SettlementStore store;
    private RelaySessionSteps steps;

    public TransactionProcessor(ChainRules rules, SettlementWatch watch) {
        this.decider = new RelaySessionDecider(rules);
        this.watch = watch;
    }

    @Override
    public void init(ProcessorContext<SupplierSession, SettlementOutput> context) {
        this.store = new SettlementStore(context);
        this.steps = new RelaySessionSteps(decider, watch, store, new LeafStore(context), context);
    }

    @Override
    public void process(Record<SupplierSession, TransactionEvent> record) {
        Optional<RelaySession> session = store.session(record.key());
        if (session.isPresent() && decider.told(session.get(), record.value(), store) instanceof Accepted<?> accepted) {
            steps.happen(
                    record,
                    record.key(),
                    session.get(),
                    accepted.events().stream()
                            .map(io.restante.settlement.RelaySessionEvent.class::cast)
                            .toList());
        }
    }
}
