package io.restante.gateway.presence;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.MalformedException;
import io.restante.gateway.AccessException;
import io.restante.gateway.AgentSessions.AgentReceiver;
import io.restante.gateway.Caller;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.gateway.RefusedException;
import io.restante.gateway.presence.ConnectRequest.OtherRequestException;
import io.restante.gateway.socket.Liveness;
import io.restante.gateway.socket.Outbox;
import io.restante.group.EventId;
import io.restante.session.EndReason;
import io.restante.session.SessionKey.OfAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket: from its first frame to its session, and to the end of both. */
final class PresenceSocket implements AgentReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceSocket.class);

    private final Session session;
    private final PresenceGateway gateway;
    private final Feed feed;
    private final Liveness liveness;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<@Nullable LiveSessionHold> hold = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Future<?> authentication;
    private volatile @Nullable Future<?> expiry;
    private volatile boolean leaving;

    PresenceSocket(Session session, PresenceGateway gateway) {
        PresenceRules rules = gateway.rules();
        this.session = session;
        this.gateway = gateway;
        this.feed = new Feed(new Outbox(session, rules.outboundLimit()));
        this.liveness = new Liveness(
                session,
                rules.pingInterval(),
                rules.pongTimeout(),
                gateway.timer(),
                () -> end(SessionError.PONG_TIMED_OUT, EndReason.TIMED_OUT));
    }

    void start() {
        PresenceRules rules = gateway.rules();
        session.setMaxTextMessageSize(rules.frameLimit());
        session.setMaxBinaryMessageSize(rules.frameLimit());
        session.setIdleTimeout(Duration.ZERO);
        authentication = gateway.timer()
                .schedule(
                        this::authenticationTimedOut,
                        rules.authenticationTimeout().toMillis(),
                        MILLISECONDS);
    }

    private void authenticationTimedOut() {
        if (asked.compareAndSet(false, true)) {
            end(SessionError.AUTH_TIMED_OUT, EndReason.CLOSED);
        }
    }

    /** The first frame asks for the session; all later ones are passed over. */
    void receive(byte[] frame) {
        if (firstFrame()) {
            // Keys to verify tokens with may have to be fetched.
            Thread.startVirtualThread(() -> connect(frame));
        }
    }

    void receiveBinary() {
        if (firstFrame()) {
            end(SessionError.UNSUPPORTED_REQUEST, EndReason.CLOSED);
        }
    }

    private boolean firstFrame() {
        boolean first = asked.compareAndSet(false, true);
        if (first) {
            cancel(authentication);
        }
        return first;
    }

    private static void cancel(@Nullable Future<?> timed) {
        if (timed != null) {
            timed.cancel(false);
        }
    }

    private void connect(byte[] frame) {
        try {
            ConnectRequest request = ConnectRequest.parse(frame);
            Caller caller = gateway.access().caller(Optional.of(request.token()));
            if (caller.subject().isEmpty() || caller.expiredAt(Instant.now())) {
                end(SessionError.UNAUTHENTICATED, EndReason.CLOSED);
            } else if (!caller.mayConnect(request.group().value())
                    || !caller.routes().holds("WS " + PresenceGateway.PATH)) {
                end(SessionError.ACCESS_DENIED, EndReason.CLOSED);
            } else {
                open(request.session(caller.subject()), caller);
            }
        } catch (OtherRequestException e) {
            LOG.debug("A socket began with something else", e);
            end(SessionError.UNSUPPORTED_REQUEST, EndReason.CLOSED);
        } catch (MalformedException e) {
            LOG.debug("A socket began with what is no connect_request", e);
            end(SessionError.SERIALIZATION_FAILED, EndReason.CLOSED);
        } catch (AccessException e) {
            LOG.debug("A token was not good", e);
            end(SessionError.UNAUTHENTICATED, EndReason.CLOSED);
        } catch (RuntimeException e) {
            LOG.warn("A socket could not be connected", e);
            end(SessionError.INTERNAL_SERVER_ERROR, EndReason.CLOSED);
        }
    }

    private void open(OfAgent agent, Caller caller) {
        SessionId id = new SessionId(UUID.randomUUID().toString());
        var unused = gateway.sessions().open(agent, id, caller.expires(), this).whenComplete((granted, failure) -> {
            if (failure == null) {
                connected(id, granted, caller);
            } else {
                refused(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private void refused(@Nullable Throwable failure) {
        if (failure instanceof RefusedException no) {
            end(SessionError.ACCESS_DENIED, EndReason.CLOSED, no.retryAfter());
        } else if (gateway.draining()) {
            end(SessionError.TERMINATED, EndReason.TERMINATED, Optional.of(Duration.ZERO));
        } else {
            LOG.warn("A session was not granted", failure);
            end(SessionError.INTERNAL_SERVER_ERROR, EndReason.CLOSED);
        }
    }

    private void connected(SessionId id, LiveSessionHold granted, Caller caller) {
        hold.set(granted);
        if (over.get()) {
            giveUp(EndReason.CLOSED);
            return;
        }
        if (!feed.begin(PresenceText.connected(id, granted.epoch()))) {
            tooSlow();
        }
        liveness.start();
        caller.expires().ifPresent(this::expireAt);
        if (over.get()) {
            giveUp(EndReason.CLOSED);
        }
    }

    private void expireAt(Instant instant) {
        long millis = Math.max(0, Duration.between(Instant.now(), instant).toMillis());
        expiry = gateway.timer()
                .schedule(() -> end(SessionError.UNAUTHENTICATED, EndReason.EXPIRED), millis, MILLISECONDS);
    }

    @Override
    public void happened(EventId id, Payload payload) {
        if (!feed.offer(PresenceText.event(id, payload))) {
            tooSlow();
        }
    }

    /** An event that is left out would not be missed by the client: it is sent away, and asks for the group's state when it comes back. */
    private void tooSlow() {
        Thread.startVirtualThread(() -> end(SessionError.TERMINATED, EndReason.CLOSED, Optional.of(Duration.ZERO)));
    }

    /** Not on the caller's thread, which holds the session. */
    @Override
    public void ended(EndReason reason) {
        Thread.startVirtualThread(() -> {
            if (reason == EndReason.REPLACED) {
                end(SessionError.REPLACED, reason);
            } else {
                end(SessionError.TERMINATED, reason, Optional.of(Duration.ZERO));
            }
            ended.complete(null);
        });
    }

    /** The other end has closed the socket, or is gone. Of a client that was sent away, the session waits for it to come back elsewhere. */
    void gone() {
        if (!leaving && over.compareAndSet(false, true)) {
            giveUp(EndReason.CLOSED);
        } else if (leaving) {
            liveness.stop();
        }
    }

    /**
     * The client is told to connect again elsewhere, after this time.
     *
     * @return completes when the session has ended: elsewhere, or by {@link #endLeave}
     */
    CompletableFuture<Void> leave(Duration retryAfter) {
        LiveSessionHold held = hold.get();
        if (held == null || !held.current()) {
            end(SessionError.TERMINATED, EndReason.TERMINATED, Optional.of(retryAfter));
        } else if (!leaving) {
            leaving = true;
            feed.say(PresenceText.error(SessionError.TERMINATED, Optional.of(retryAfter)));
        }
        return ended;
    }

    /** The drain is over: the session ends, and the socket if it is still open. */
    CompletableFuture<Void> endLeave() {
        over.set(true);
        giveUp(EndReason.TERMINATED);
        close(SessionError.TERMINATED);
        return ended;
    }

    private void end(SessionError error, EndReason reason) {
        end(error, reason, Optional.empty());
    }

    /** Says why, then closes; the session ends in the meantime. The first who ends it is right. */
    private void end(SessionError error, EndReason reason, Optional<Duration> retryAfter) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        giveUp(reason);
        var unused = feed.end(PresenceText.error(error, retryAfter))
                .orTimeout(gateway.rules().pongTimeout().toMillis(), MILLISECONDS)
                .whenComplete((written, failure) -> close(error));
    }

    /** Ends the session on the log, if it is current. */
    private void giveUp(EndReason reason) {
        cancel(authentication);
        cancel(expiry);
        liveness.stop();
        LiveSessionHold held = hold.get();
        CompletableFuture<Void> closing = held == null ? CompletableFuture.completedFuture(null) : held.close(reason);
        var unused = closing.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The end of a session is not on the log yet", failure);
            }
            ended.complete(null);
        });
    }

    /** Says goodbye; a peer that does not answer is cut off. */
    private void close(SessionError error) {
        if (session.isOpen()) {
            session.close(error.closeCode(), error.word(), Callback.NOOP);
            var unused = gateway.timer()
                    .schedule(session::disconnect, gateway.rules().pongTimeout().toMillis(), MILLISECONDS);
        }
    }
}
