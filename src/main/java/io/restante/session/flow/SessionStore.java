package io.restante.session.flow;

import io.restante.base.Epoch;
import io.restante.contract.SessionLayout;
import io.restante.contract.SessionLayout.Run;
import io.restante.session.GatewayLife;
import io.restante.session.LiveSession;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Loads and saves live sessions and the gateways that hold them. A session's place under its gateway is written before the session and
 * deleted after it, so a lost gateway never leaves a session that nobody finds.
 */
final class SessionStore {
    private final KeyValueStore<Bytes, byte[]> store;

    SessionStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    Optional<LiveSession> current(String key) {
        byte @Nullable [] stored = store.get(SessionLayout.current(key));
        return stored == null ? Optional.empty() : Optional.of(SessionLayout.readSession(stored));
    }

    void save(String key, Optional<LiveSession> before, Optional<LiveSession> after) {
        if (before.equals(after)) {
            return;
        }
        after.ifPresent(session -> {
            store.put(SessionLayout.held(runOf(session), session.epoch()), key.getBytes(StandardCharsets.UTF_8));
            store.put(SessionLayout.current(key), SessionLayout.write(session));
        });
        if (after.isEmpty()) {
            store.delete(SessionLayout.current(key));
        }
        before.ifPresent(session -> dropHeld(runOf(session), session.epoch()));
    }

    private static Run runOf(LiveSession session) {
        return new Run(session.gateway(), session.incarnation());
    }

    /** Sessions a run of a gateway holds, the oldest first. */
    Map<Epoch, String> held(Run run, int limit) {
        Map<Epoch, String> held = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(SessionLayout.firstHeld(run), SessionLayout.lastHeld(run))) {
            while (held.size() < limit && range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                held.put(SessionLayout.heldEpoch(entry.key), new String(entry.value, StandardCharsets.UTF_8));
            }
        }
        return held;
    }

    void dropHeld(Run run, Epoch epoch) {
        store.delete(SessionLayout.held(run, epoch));
    }

    Optional<GatewayLife> gateway(Run run) {
        byte @Nullable [] stored = store.get(SessionLayout.gateway(run));
        return stored == null ? Optional.empty() : Optional.of(SessionLayout.readLife(stored));
    }

    void save(Run run, GatewayLife life) {
        store.put(SessionLayout.gateway(run), SessionLayout.write(life));
    }

    void drop(Run run) {
        store.delete(SessionLayout.gateway(run));
    }

    /** Every run of every gateway that this partition has heard of and not finished with: a handful. */
    Map<Run, GatewayLife> gateways() {
        Map<Run, GatewayLife> gateways = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(SessionLayout.firstGateway(), SessionLayout.lastGateway())) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                gateways.put(SessionLayout.run(entry.key), SessionLayout.readLife(entry.value));
            }
        }
        return gateways;
    }
}
