package io.restante.gateway.live;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.gateway.AgentSessions;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.RecordLog;
import io.restante.gateway.RefusedException;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import io.restante.session.SessionKey;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live sessions of one run of a gateway, by connection. Sessions are asked for and ended by records; what comes back on the
 * gateway's topic is let through only under the epoch the connection was granted.
 */
final class GatewayLiveSessions implements LiveSessions, AgentSessions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayLiveSessions.class);

    private final LiveGatewaySettings settings;
    private final String incarnation;
    private final RecordLog log;
    private final CompletableFuture<Void> announced;
    private final Executor callers;
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, HeldSession> byConnection = new ConcurrentHashMap<>();
    private final Map<String, HeldSession> newest = new ConcurrentHashMap<>();
    private final WrittenPositions written;
    private volatile boolean draining;
    private volatile boolean closing;

    /**
     * @param announced complete once this gateway's first heartbeat is on the log; before that no session is opened
     * @param callers where futures complete
     */
    GatewayLiveSessions(
            LiveGatewaySettings settings,
            String incarnation,
            RecordLog log,
            CompletableFuture<Void> announced,
            Executor callers) {
        this.settings = settings;
        this.incarnation = incarnation;
        this.log = log;
        this.announced = announced;
        this.callers = callers;
        this.written = new WrittenPositions(settings.partitions());
    }

    @Override
    public CompletableFuture<LiveSessionHold> open(MailboxId mailbox, SessionId session, Receiver receiver) {
        return open(
                new SessionKey.OfMailbox(mailbox),
                new Ears.OfMailbox(receiver),
                connection -> new Opened(session, settings.gateway(), incarnation, connection, Optional.empty()));
    }

    @Override
    public CompletableFuture<LiveSessionHold> open(
            OfAgent agent, SessionId session, Optional<Instant> tokenExpires, AgentReceiver receiver) {
        return open(
                agent,
                new Ears.OfAgent(receiver),
                connection -> new Opened(
                        session, settings.gateway(), incarnation, connection, Optional.of(agent), tokenExpires));
    }

    private CompletableFuture<LiveSessionHold> open(SessionKey key, Ears ears, Function<String, Opened> opened) {
        if (draining || !announced.isDone() || announced.isCompletedExceptionally()) {
            return CompletableFuture.failedFuture(
                    new UnavailableException("The gateway takes no sessions now.", Failures.RETRY_AFTER));
        }
        String connection = incarnation + "-" + counter.incrementAndGet();
        HeldSession held = new HeldSession(connection, key, ears, this::closed);
        byConnection.put(connection, held);
        var unused = log.append(Topics.SESSION_EVENTS, key.text(), opened.apply(connection))
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        written.add(position);
                    } else {
                        held.opening().completeExceptionally(failure);
                    }
                });
        return held.opening()
                .orTimeout(settings.replyTimeout().toMillis(), MILLISECONDS)
                .whenComplete((hold, failure) -> {
                    if (failure != null) {
                        forget(held);
                    }
                })
                .handleAsync(
                        (hold, failure) -> {
                            if (failure != null) {
                                throw Failures.told(failure, "The session was not granted in time.");
                            }
                            return hold;
                        },
                        callers);
    }

    @Override
    public Optional<Position> lastWrite(MailboxId mailbox) {
        return written.of(mailbox);
    }

    /** A grant that nobody waits for any more is given back: else the mailbox would hand out to nobody. */
    void granted(String key, LiveRecord.Granted granted) {
        HeldSession held = byConnection.get(granted.connection());
        if (held != null && held.grant(granted.epoch())) {
            newest.compute(key, (same, before) -> {
                if (before == null || before == held) {
                    return held;
                }
                if (before.supersededBy(granted.epoch())) {
                    byConnection.remove(before.connection(), before);
                }
                return before.current() ? before : held;
            });
        } else if (held == null && ours(granted.connection())) {
            giveBack(key, granted.epoch());
        } else if (held != null && !held.current()) {
            forget(held);
            giveBack(key, granted.epoch());
        }
    }

    private void giveBack(String key, Epoch epoch) {
        LOG.debug("Nobody waits for the session of {} under epoch {} any more", key, epoch);
        endEventually(key, new Closed(epoch, EndReason.CLOSED, Optional.empty()));
    }

    void refused(LiveRecord.Refused refused) {
        HeldSession held = byConnection.get(refused.connection());
        if (held != null) {
            held.opening()
                    .completeExceptionally(new RefusedException(
                            new Rejection(refused.reason(), "The session was refused: " + refused.reason() + "."),
                            refused.retryAfter()));
        }
    }

    void handOut(LiveRecord.HandOut handOut) {
        HeldSession held = byConnection.get(handOut.connection());
        if (held != null) {
            held.handOut(handOut.epoch(), handOut.messages());
        }
    }

    void backlogDone(LiveRecord.BacklogDone done) {
        HeldSession held = byConnection.get(done.connection());
        if (held != null) {
            held.backlogDone(done.epoch());
        }
    }

    void happened(LiveRecord.FannedOut event) {
        for (String connection : event.connections()) {
            HeldSession held = byConnection.get(connection);
            if (held != null) {
                held.happened(event.id(), event.payload());
            }
        }
    }

    void closed(LiveRecord.Close close) {
        HeldSession held = byConnection.get(close.connection());
        if (held != null && held.ended(close.epoch(), close.reason())) {
            forget(held);
        }
    }

    /** Sessions of mailboxes, or of agents, that this gateway holds or asks for. */
    long size(Class<? extends SessionKey> kind) {
        return byConnection.values().stream()
                .filter(held -> kind.isInstance(held.key()))
                .count();
    }

    /** Sessions this gateway holds or asks for. */
    int size() {
        return byConnection.size();
    }

    private CompletableFuture<Void> closed(HeldSession held, EndReason reason) {
        forget(held);
        return endOnLog(held.key().text(), new Closed(held.epoch(), reason, Optional.of(Instant.now())));
    }

    /** Completes with the first try; should it fail, further ones follow, for else the session would stay current without a socket. */
    private CompletableFuture<Void> endOnLog(String key, Closed closed) {
        CompletableFuture<Void> ended =
                log.append(Topics.SESSION_EVENTS, key, closed).thenAccept(written::add);
        var unused = ended.whenComplete((done, failure) -> {
            if (failure != null && !closing) {
                LOG.warn("The end of the session of {} is not on the log yet", key, failure);
                CompletableFuture.delayedExecutor(Failures.RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS, callers)
                        .execute(() -> endEventually(key, closed));
            }
        });
        return ended;
    }

    private void endEventually(String key, Closed closed) {
        var unused = endOnLog(key, closed);
    }

    private void forget(HeldSession held) {
        byConnection.remove(held.connection(), held);
        newest.remove(held.key().text(), held);
    }

    private boolean ours(String connection) {
        return connection.startsWith(incarnation + "-");
    }

    /** Takes no new sessions from now on. */
    void drain() {
        draining = true;
    }

    /** Ends what is still held, its receivers told, and waits until that is on the log, for as long as a caller would. */
    @Override
    public void close() {
        draining = true;
        closing = true;
        List<CompletableFuture<Void>> ends =
                byConnection.values().stream().map(HeldSession::terminate).toList();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .orTimeout(settings.replyTimeout().toMillis(), MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            LOG.warn("Some sessions' ends are not on the log; they end when the gateway counts as lost", e);
        }
    }
}
