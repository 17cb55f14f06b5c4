package io.restante.gateway.presence;

import io.restante.base.Epoch;
import io.restante.base.Payload;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.gateway.AgentSessions;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.gateway.RefusedException;
import io.restante.group.EventId;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import io.restante.session.SessionKey.OfAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sessions of agents as the topology grants them: the newest wins, and whoever held it before is told. */
final class AgentSessionsInMemory implements AgentSessions {
    /** A session that is over. */
    record Ended(String agent, Epoch epoch, EndReason reason) {}

    private final Map<OfAgent, Hold> current = new LinkedHashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<CompletableFuture<Void>> held = new ArrayList<>();
    private Optional<Duration> refusal = Optional.empty();
    private boolean slow;
    private boolean available = true;
    private long epochs = 16;

    @Override
    public CompletableFuture<LiveSessionHold> open(
            OfAgent agent, SessionId session, Optional<Instant> tokenExpires, AgentReceiver receiver) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            held.add(turn);
            if (!slow) {
                turn.complete(null);
            }
        }
        return turn.thenApplyAsync(now -> grant(agent, receiver));
    }

    private LiveSessionHold grant(OfAgent agent, AgentReceiver receiver) {
        Hold older;
        Hold newer;
        synchronized (this) {
            if (!available) {
                throw new UnavailableException("Not now.", Duration.ofSeconds(1));
            }
            if (refusal.isPresent()) {
                throw new RefusedException(new Rejection("replaced-too-often", "Too often."), refusal);
            }
            newer = new Hold(agent, new Epoch(++epochs), receiver);
            older = current.put(agent, newer);
            if (older != null) {
                older.current = false;
                ended.add(new Ended(agent.agent().value(), older.epoch(), EndReason.REPLACED));
            }
        }
        if (older != null) {
            older.receiver.ended(EndReason.REPLACED);
        }
        return newer;
    }

    /** Grants wait until {@link #grantAll}. */
    synchronized void waitWithGrants() {
        slow = true;
    }

    synchronized void grantAll() {
        held.forEach(turn -> turn.complete(null));
    }

    synchronized int asked() {
        return held.size();
    }

    synchronized void refuse(Duration retryAfter) {
        refusal = Optional.of(retryAfter);
    }

    synchronized void unavailable() {
        available = false;
    }

    synchronized List<Ended> ended() {
        return List.copyOf(ended);
    }

    /** A newer session is granted elsewhere. */
    void replaceElsewhere(String agent) {
        List<Hold> replaced;
        synchronized (this) {
            replaced = current.values().stream()
                    .filter(hold -> hold.agent.agent().value().equals(agent))
                    .toList();
            replaced.forEach(hold -> {
                hold.current = false;
                current.remove(hold.agent);
                ended.add(new Ended(agent, hold.epoch(), EndReason.REPLACED));
            });
        }
        replaced.forEach(hold -> hold.receiver.ended(EndReason.REPLACED));
    }

    void say(EventId id, String payload) {
        List<Hold> told;
        synchronized (this) {
            told = List.copyOf(current.values());
        }
        told.forEach(hold -> hold.receiver.happened(id, Payload.ofText(payload)));
    }

    private final class Hold implements LiveSessionHold {
        private final OfAgent agent;
        private final Epoch epoch;
        private final AgentReceiver receiver;
        private boolean current = true;

        Hold(OfAgent agent, Epoch epoch, AgentReceiver receiver) {
            this.agent = agent;
            this.epoch = epoch;
            this.receiver = receiver;
        }

        @Override
        public Epoch epoch() {
            return epoch;
        }

        @Override
        public boolean current() {
            synchronized (AgentSessionsInMemory.this) {
                return current;
            }
        }

        @Override
        public CompletableFuture<Void> close(EndReason reason) {
            synchronized (AgentSessionsInMemory.this) {
                if (current) {
                    current = false;
                    AgentSessionsInMemory.this.current.remove(agent, this);
                    ended.add(new Ended(agent.agent().value(), epoch, reason));
                }
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
