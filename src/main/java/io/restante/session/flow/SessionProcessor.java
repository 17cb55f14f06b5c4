package io.restante.session.flow;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Epoch;
import io.restante.contract.Progress;
import io.restante.contract.SessionLayout.Run;
import io.restante.contract.Store;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.session.EndReason;
import io.restante.session.GatewayLife;
import io.restante.session.Seat;
import io.restante.session.SessionDecider;
import io.restante.session.SessionEvent;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionKey;
import io.restante.session.SessionKey.OfAgent;
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

/**
 * Grants live sessions under the offset of their record, ends them by epoch, and notes which gateways live. An agent's record that does not lie on its
 * group's partition is written to that one and counts there.
 */
@NullUnmarked
public final class SessionProcessor implements Processor<String, SessionSignal, Object, Object> {
    private final SessionDecider decider;
    private final Progress progress;
    private final Witness witness;
    private final int partitions;
    private final String grants;
    private final String misplaced;
    private ProcessorContext<Object, Object> context;
    private SessionStore store;

    /**
     * Names the children.
     *
     * @param partitions of the input; 0 when each record is sure to lie where it belongs
     * @param grants the processor of what became of sessions
     * @param misplaced the sink of records that belong to another partition
     */
    public SessionProcessor(
            SessionDecider decider,
            Progress progress,
            Witness witness,
            int partitions,
            String grants,
            String misplaced) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
        this.partitions = partitions;
        this.grants = grants;
        this.misplaced = misplaced;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.store = new SessionStore(context.getStateStore(Store.SESSION_ENTRIES.name()));
    }

    @Override
    public void process(Record<String, SessionSignal> record) {
        Instant now = Instant.ofEpochMilli(record.timestamp());
        switch (record.value()) {
            case Opened opened -> open(record, opened, now);
            case Closed closed -> close(record, closed, now);
            case Heartbeat heartbeat -> hear(new Run(heartbeat.gateway(), heartbeat.incarnation()), now);
            // It holds its sessions until it closes them, or falls silent.
            case Draining draining -> hear(new Run(draining.gateway(), draining.incarnation()), now);
        }
    }

    private void open(Record<String, SessionSignal> record, Opened opened, Instant now) {
        SessionKey key = key(record);
        if (moved(record, key)) {
            return;
        }
        requireSame(key, opened.agent());
        requireHeard(new Run(opened.gateway(), opened.incarnation()));
        Seat seat = store.seat(key.text());
        decide(record, key, seat, decider.open(seat, opened, new Epoch(offset()), now));
    }

    private void close(Record<String, SessionSignal> record, Closed closed, Instant now) {
        SessionKey key = key(record);
        if (!moved(record, key)) {
            Seat seat = store.seat(key.text());
            decide(record, key, seat, decider.close(seat, closed, offset(), now));
        }
    }

    private long offset() {
        return context.recordMetadata().orElseThrow().offset();
    }

    private void decide(
            Record<String, SessionSignal> record, SessionKey key, Seat before, Decision<SessionEvent> decision) {
        if (!(decision instanceof Accepted<SessionEvent> accepted)) {
            return;
        }
        Seat after = before;
        for (SessionEvent event : accepted.events()) {
            after = SessionDecider.apply(after, event);
        }
        store.save(key.text(), before, after, Instant.ofEpochMilli(record.timestamp()));
        for (SessionEvent event : accepted.events()) {
            tell(event);
            context.forward(record.withKey(key).withValue(event), grants);
        }
    }

    private void tell(SessionEvent event) {
        switch (event) {
            case SessionGranted granted -> witness.sessionGranted();
            case SessionRefused refused -> witness.sessionRefused(refused.reason());
            case SessionReplaced replaced -> witness.sessionEnded(EndReason.REPLACED);
            case SessionEnded ended -> {
                if (ended.was().isPresent()) {
                    witness.sessionEnded(ended.reason());
                }
            }
        }
    }

    private static SessionKey key(Record<String, SessionSignal> record) {
        if (record.key() == null) {
            throw new IllegalArgumentException(
                    "key: expected the mailbox, or the group and agent, whose session is opened or closed, got a record without a key");
        }
        return SessionKey.parse(record.key());
    }

    private boolean moved(Record<String, SessionSignal> record, SessionKey key) {
        boolean elsewhere = partitions > 0
                && key instanceof OfAgent
                && Topics.SESSION_EVENTS.partition(record.key(), partitions)
                        != context.taskId().partition();
        if (elsewhere) {
            context.forward(record.withKey(record.key()), misplaced);
        }
        return elsewhere;
    }

    private static void requireSame(SessionKey key, Optional<OfAgent> named) {
        Optional<SessionKey> agent = Optional.of(key).filter(OfAgent.class::isInstance);
        if (!agent.equals(named)) {
            throw new IllegalArgumentException(
                    "key: expected the group and agent that the record names, joined by U+001F, or a mailbox when it names none");
        }
    }

    /** A gateway that never said it lives has no topic to be told anything on. A record that is read again may be of one that was forgotten since. */
    private void requireHeard(Run run) {
        if (store.gateway(run).isEmpty() && progress.caughtUp(context.taskId().partition())) {
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
