package io.restante.session.flow;

import io.restante.base.Epoch;
import io.restante.base.Tick;
import io.restante.contract.Progress;
import io.restante.contract.SessionLayout.Run;
import io.restante.contract.Store;
import io.restante.session.EndReason;
import io.restante.session.GatewayLife;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * On each tick, ends the sessions of gateways that fell silent or that a newer run replaced, some at a time. It ends nothing itself: it
 * writes a closed record for each, as the gateway would have, and the session ends when that record comes. Written twice, it ends nothing twice.
 */
@NullUnmarked
public final class GatewayWatchProcessor implements Processor<byte[], Tick, String, SessionSignal> {
    private final SessionRules rules;
    private final Progress progress;
    private ProcessorContext<String, SessionSignal> context;
    private SessionStore store;

    public GatewayWatchProcessor(SessionRules rules, Progress progress) {
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<String, SessionSignal> context) {
        this.context = context;
        this.store = new SessionStore(context.getStateStore(Store.SESSION_ENTRIES.name()));
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (!progress.caughtUp(context.taskId().partition())) {
            return;
        }
        Instant now = Instant.ofEpochMilli(record.timestamp());
        store.gateways().forEach((run, life) -> {
            if (life.lostAt(now, rules)) {
                end(record, run, life);
            }
        });
    }

    private void end(Record<byte[], Tick> record, Run run, GatewayLife life) {
        Map<Epoch, String> held = store.held(run, rules.sweepLimit());
        if (held.isEmpty()) {
            store.drop(run);
            return;
        }
        held.forEach((epoch, key) -> {
            boolean current = store.seat(key)
                    .current()
                    .filter(session -> session.epoch().equals(epoch))
                    .isPresent();
            if (current) {
                context.forward(record.withKey(key)
                        .withValue(new Closed(epoch, EndReason.GATEWAY_LOST, Optional.of(life.lastHeard()))));
            } else {
                store.dropHeld(run, epoch);
            }
        });
    }
}
