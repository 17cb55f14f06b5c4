package io.restante.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.restante.app.metrics.Meters;
import io.restante.contract.SettlementWatch;
import io.restante.settlement.End;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators of settlement must know of, as metrics: sessions by state and by their end, what was recorded and sent, sessions that were stopped, relays that were refused,
 * heights. A missed or rejected claim or proof, and a stopped session, is for an alarm; it is in the log too.
 */
final class SettlementMetrics implements SettlementWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementMetrics.class);

    /** States a session can be in; see {@link io.restante.settlement.RelaySession}. */
    private static final List<String> STATES = List.of("active", "claiming", "claimed", "proving", "stopped");

    /** The reason that is met most often; it is shown before it is met. */
    private static final String LATE = "session_closed";

    private final MeterRegistry registry;
    private final Counter stopped;
    private final Counter leaves;
    private final Counter others;
    private final Map<Integer, AtomicLong> heights = new ConcurrentHashMap<>();

    /** By partition and state. */
    private final Map<Integer, Map<String, Long>> sessions = new ConcurrentHashMap<>();

    SettlementMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stopped = registry.counter(Meters.SETTLEMENT_STOPPED);
        this.leaves = registry.counter(Meters.RELAYS_RECORDED, "leaf", "true");
        this.others = registry.counter(Meters.RELAYS_RECORDED, "leaf", "false");
        for (End end : End.values()) {
            ended(end);
        }
        refusals(LATE);
        for (Kind kind : Kind.values()) {
            sent(kind, true);
            sent(kind, false);
        }
        for (String state : STATES) {
            Gauge.builder(Meters.RELAY_SESSIONS, this, metrics -> metrics.count(state))
                    .tag("state", state)
                    .register(registry);
        }
    }

    private long count(String state) {
        return sessions.values().stream()
                .mapToLong(states -> states.getOrDefault(state, 0L))
                .sum();
    }

    private Counter ended(End end) {
        return registry.counter(Meters.SETTLEMENT_ENDED, "end", end.word());
    }

    private Counter sent(Kind kind, boolean first) {
        return registry.counter(
                Meters.SETTLEMENT_SENT,
                "kind",
                kind.name().toLowerCase(Locale.ROOT),
                "time",
                first ? "first" : "again");
    }

    @Override
    public void ended(SupplierSession session, End end) {
        ended(end).increment();
        if (end.loss()) {
            LOG.error("Session {} of supplier {} ended: {}", session.sessionId(), session.supplier(), end.word());
        }
    }

    @Override
    public void stopped(SupplierSession session, Stopped found) {
        stopped.increment();
        LOG.error(
                "Session {} of supplier {} is stopped: its leaves give the root {}, and {} was claimed. Nothing is sent for it.",
                session.sessionId(),
                session.supplier(),
                found.found().hex(),
                found.before().frozen().root().hex());
    }

    @Override
    public void refused(String reason) {
        refusals(reason).increment();
    }

    private Counter refusals(String reason) {
        return registry.counter(Meters.SETTLEMENT_REFUSED, "reason", reason);
    }

    @Override
    public void height(int partition, long height) {
        heights.computeIfAbsent(partition, this::gauge).set(height);
    }

    private AtomicLong gauge(int partition) {
        AtomicLong height = new AtomicLong();
        registry.gauge(
                Meters.SETTLEMENT_HEIGHT, Tags.of("partition", Integer.toString(partition)), height, AtomicLong::get);
        return height;
    }

    @Override
    public void began(int partition, List<String> states) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        states.forEach(state -> counts.merge(state, 1L, Long::sum));
        sessions.put(partition, counts);
    }

    @Override
    public void left(int partition) {
        sessions.remove(partition);
    }

    @Override
    public void moved(int partition, Optional<String> from, Optional<String> to) {
        Map<String, Long> counts = sessions.computeIfAbsent(partition, first -> new ConcurrentHashMap<>());
        from.ifPresent(state -> counts.merge(state, -1L, Long::sum));
        to.ifPresent(state -> counts.merge(state, 1L, Long::sum));
    }

    @Override
    public void recorded(boolean leaf) {
        (leaf ? leaves : others).increment();
    }

    @Override
    public void sent(Kind kind, int attempt) {
        sent(kind, attempt == 1).increment();
    }
}
