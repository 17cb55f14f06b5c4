package io.restante.bench;

import io.restante.base.GatewayId;
import io.restante.contract.LiveRecord;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Which agents are told of which events, as heard on the topics of their gateways. */
final class Tellings implements AutoCloseable {
    private final Map<Long, Expected> events = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();
    private final List<Listener> listeners = new ArrayList<>();
    private long sequence;

    /** Listens on the gateways' topics from now on. */
    void listen(Installation installation, List<GatewayId> gateways) {
        for (GatewayId gateway : gateways) {
            listeners.add(new Listener(
                    installation.clients(),
                    Topics.live(gateway).name(),
                    installation.partitions(),
                    record -> heard(gateway, record)));
        }
    }

    /** An event of which these agents are to be told, each once, and nobody else. */
    Expected expect(int firstAgent, int agents) {
        Expected expected = new Expected(++sequence, firstAgent, new Latencies(agents));
        events.put(expected.sequence(), expected);
        return expected;
    }

    private void heard(GatewayId gateway, ConsumerRecord<byte[], byte[]> record) {
        try {
            LiveRecord live = Workbench.LIVE.values().decode(record.value());
            if (live instanceof FannedOut event) {
                told(event);
            }
        } catch (MalformedException e) {
            wrong.set("What was written for gateway " + gateway + " cannot be read: " + e.getMessage());
        }
    }

    /** These connections are told; of agents that enter it is not asked who hears it. */
    void told(FannedOut event) {
        if (!event.id().entityType().equals(Audience.ENTITY)) {
            return;
        }
        Expected expected = events.get(event.id().sequence());
        for (String connection : event.connections()) {
            int thing = expected == null ? -1 : Audience.agent(connection) - expected.firstAgent();
            if (expected == null || thing < 0 || thing >= expected.latencies().things()) {
                wrong.set(connection + " was told of " + event.id() + ", which is not for it");
            } else {
                expected.latencies().arrived(thing);
            }
        }
    }

    /** @throws BenchException when somebody was not told of the event, or was told again, or somebody for whom it was not */
    void await(Expected event) {
        listeners.forEach(Listener::alive);
        event.latencies().await();
        right();
    }

    /** As {@link #await}, of every event so far; what has been heard is not waited for again. */
    void checkAll() {
        events.values().forEach(this::await);
        right();
    }

    private void right() {
        String found = wrong.get();
        if (found != null) {
            throw new BenchException(found);
        }
    }

    @Override
    public void close() {
        listeners.forEach(Listener::close);
    }

    /**
     * Who is to be told of one event.
     *
     * @param firstAgent the number of the first agent; the others follow it
     * @param latencies of each of them
     */
    record Expected(long sequence, int firstAgent, Latencies latencies) {
        /** When the last of them was told, in milliseconds from the event's beginning. */
        double last() {
            return latencies.quantile(1);
        }
    }
}
