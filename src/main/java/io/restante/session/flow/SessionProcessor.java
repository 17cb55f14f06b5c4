package io.restante.session.flow;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.contract.SessionLayout.Run;
import io.restante.contract.Store;
import io.restante.session.GatewayLife;
import io.restante.session.LiveSession;
import io.restante.session.SessionDecider;
import io.restante.session.SessionEvent;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Grants live sessions under the offset of their record, ends them by epoch, and notes which gateways live. */
@NullUnmarked
public final class SessionProcessor implements Processor<String, SessionSignal, MailboxId, SessionEvent> {
    private final SessionDecider decider;
    private ProcessorContext<MailboxId, SessionEvent> context;
    private SessionStore store;

    public SessionProcessor(SessionDecider decider) {
        this.decider = decider;
    }

    @Override
    public void init(ProcessorContext<MailboxId, SessionEvent> context) {
        this.context = context;
        this.store = new SessionStore(context.getStateStore(Store.SESSION_ENTRIES.name()));
    }

    @Override
    public void process(Record<String, SessionSignal> record) {
        Instant now = Instant.ofEpochMilli(record.timestamp());
        switch (record.value()) {
            case Opened opened -> {
                requireHeard(new Run(opened.gateway(), opened.incarnation()));
                Epoch epoch = new Epoch(context.recordMetadata().orElseThrow().offset());
                decide(record, decider.open(store.current(key(record)), opened, epoch, now));
            }
            case Closed closed -> decide(record, decider.close(closed, now));
            case Heartbeat heartbeat -> hear(new Run(heartbeat.gateway(), heartbeat.incarnation()), now);
            // It holds its sessions until it closes them, or falls silent.
            case Draining draining -> hear(new Run(draining.gateway(), draining.incarnation()), now);
        }
    }

    private void decide(Record<String, SessionSignal> record, Decision<SessionEvent> decision) {
        if (!(decision instanceof Accepted<SessionEvent> accepted)) {
            return;
        }
        MailboxId mailbox = new MailboxId(key(record));
        Optional<LiveSession> before = store.current(key(record));
        Optional<LiveSession> after = before;
        for (SessionEvent event : accepted.events()) {
            after = SessionDecider.apply(after, event);
        }
        store.save(key(record), before, after);
        accepted.events()
                .forEach(event -> context.forward(record.withKey(mailbox).withValue(event)));
    }

    private static String key(Record<String, SessionSignal> record) {
        if (record.key() == null) {
            throw new IllegalArgumentException(
                    "key: expected the mailbox whose session is opened or closed, got a record without a key");
        }
        return record.key();
    }

    /** A gateway that never said it lives has no topic to be told anything on. */
    private void requireHeard(Run run) {
        if (store.gateway(run).isEmpty()) {
            throw new IllegalArgumentException("gateway: \"" + run.gateway()
                    + "\" opens a session without a heartbeat before; write one to every partition first");
        }
    }

    private void hear(Run run, Instant now) {
        Optional<GatewayLife> known = store.gateway(run);
        if (known.isPresent()) {
            store.save(run, known.get().heardAt(now));
            return;
        }
        Map<Run, GatewayLife> others = new LinkedHashMap<>(store.gateways());
        others.keySet().removeIf(other -> !other.gateway().equals(run.gateway()));
        GatewayLife life = GatewayLife.firstHeardAt(now, others.values());
        if (!life.superseded()) {
            others.forEach((other, older) -> store.save(other, older.over()));
        }
        store.save(run, life);
    }
}
