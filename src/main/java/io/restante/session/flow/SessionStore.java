package io.restante.session.flow;

import io.restante.base.Epoch;
import io.restante.contract.SessionLayout;
import io.restante.contract.SessionLayout.Forgettable;
import io.restante.contract.SessionLayout.Run;
import io.restante.session.GatewayLife;
import io.restante.session.LiveSession;
import io.restante.session.Seat;
import io.restante.session.Seat.Free;
import io.restante.session.Seat.Held;
import io.restante.session.Seat.Left;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    Seat seat(String key) {
        byte @Nullable [] stored = store.get(SessionLayout.seat(key));
        return stored == null ? Seat.free() : SessionLayout.readSeat(stored);
    }

    /** @param now the time of the record that made the difference */
    void save(String key, Seat before, Seat after, Instant now) {
        if (before.equals(after)) {
            return;
        }
        switch (after) {
            case Held held -> {
                LiveSession session = held.session();
                store.put(SessionLayout.held(runOf(session), session.epoch()), key.getBytes(StandardCharsets.UTF_8));
                store.put(SessionLayout.seat(key), SessionLayout.write(after));
            }
            case Left left -> {
                store.put(
                        SessionLayout.forgettable(new Forgettable(now, key)),
                        SessionLayout.write(left.session().epoch()));
                store.put(SessionLayout.seat(key), SessionLayout.write(after));
            }
            case Free free -> store.delete(SessionLayout.seat(key));
        }
        before.current().ifPresent(session -> dropHeld(runOf(session), session.epoch()));
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

    /** Keys whose last session ended from one time to the other, the earliest first. */
    List<Forgettable> forgettable(Instant from, Instant to, int limit) {
        List<Forgettable> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(SessionLayout.forgettableFrom(from), SessionLayout.forgettableFrom(to))) {
            while (found.size() < limit && range.hasNext()) {
                found.add(SessionLayout.forgettable(range.next().key));
            }
        }
        return found;
    }

    /** The key is free, unless somebody holds it again or left it later. */
    void forget(Forgettable forgettable) {
        Bytes noted = SessionLayout.forgettable(forgettable);
        byte @Nullable [] epoch = store.get(noted);
        boolean same = epoch != null
                && seat(forgettable.key()) instanceof Left left
                && left.session().epoch().equals(SessionLayout.readEpoch(epoch));
        if (same) {
            store.delete(SessionLayout.seat(forgettable.key()));
        }
        store.delete(noted);
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
