package io.restante.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.restante.contract.SettlementWatch;
import io.restante.settlement.End;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.SupplierSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators of settlement must know of, as metrics: sessions by their end, sessions that were stopped, relays that were refused, heights. A missed or rejected claim or
 * proof, and a stopped session, is for an alarm; it is in the log too.
 */
final class SettlementMetrics implements SettlementWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SettlementMetrics.class);

    private final MeterRegistry registry;
    private final Counter stopped;
    private final Map<Integer, AtomicLong> heights = new ConcurrentHashMap<>();

    SettlementMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stopped = registry.counter("restante.settlement.stopped");
        for (End end : End.values()) {
            ended(end);
        }
    }

    private Counter ended(End end) {
        return registry.counter("restante.settlement.ended", "end", end.word());
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
        registry.counter("restante.settlement.refused", "reason", reason).increment();
    }

    @Override
    public void height(int partition, long height) {
        heights.computeIfAbsent(partition, this::gauge).set(height);
    }

    private AtomicLong gauge(int partition) {
        AtomicLong height = new AtomicLong();
        registry.gauge(
                "restante.settlement.height",
                Tags.of("partition", Integer.toString(partition)),
                height,
                AtomicLong::get);
        return height;
    }
}
