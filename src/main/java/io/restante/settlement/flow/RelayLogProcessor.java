package io.restante.settlement.flow;

import io.restante.contract.Received;
import io.restante.settlement.Barrier;
import io.restante.settlement.RelayRecord;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SupplierSession;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Parts what stands on the log of relays: relays are recorded, and at a barrier the partition comes to its height. */
@NullUnmarked
public final class RelayLogProcessor
        implements Processor<SupplierSession, Received<RelayRecord>, SupplierSession, Object> {
    private final String relays;
    private final String barriers;
    private ProcessorContext<SupplierSession, Object> context;

    /**
     * Names the children.
     *
     * @param relays the processor of relays
     * @param barriers the processor of barriers
     */
    public RelayLogProcessor(String relays, String barriers) {
        this.relays = relays;
        this.barriers = barriers;
    }

    @Override
    public void init(ProcessorContext<SupplierSession, Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<SupplierSession, Received<RelayRecord>> record) {
        switch (record.value().value()) {
            case ServedRelay relay ->
                context.forward(
                        record.withValue(new Received<>(relay, record.value().raw())), relays);
            case Barrier barrier -> context.forward(record.withValue(barrier), barriers);
        }
    }
}
