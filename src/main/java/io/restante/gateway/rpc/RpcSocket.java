package io.restante.gateway.rpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.restante.base.MailboxId;
import io.restante.base.Payload;
import io.restante.gateway.Caller;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.gateway.TimeLimits;
import io.restante.gateway.socket.Liveness;
import io.restante.gateway.socket.Outbox;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of the gateway: its requests on the way in, its answers and events on the way out, its sessions. */
final class RpcSocket {
    private static final Logger LOG = LoggerFactory.getLogger(RpcSocket.class);

    /** Ends a socket that its client should open anew. */
    private static final int SERVICE_RESTART = 1012;

    private static final int GOING_AWAY = 1001;

    /** Ends a socket whose token is not good any more. */
    private static final int POLICY_VIOLATION = 1008;

    private final Session session;
    private final Caller caller;
    private final RpcGateway gateway;
    private final Outbox outbox;
    private final SocketSessions sessions;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Liveness liveness;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile @Nullable Future<?> expiry;

    RpcSocket(Session session, Caller caller, RpcGateway gateway) {
        RpcRules rules = gateway.rules();
        this.session = session;
        this.caller = caller;
        this.gateway = gateway;
        this.outbox = new Outbox(session, rules.outboundLimit());
        this.sessions = new SocketSessions(gateway.sessions(), rules.replyTimeout());
        this.liveness =
                new Liveness(session, rules.pingInterval(), rules.pongTimeout(), gateway.timer(), this::timedOut);
    }

    void start() {
        session.setMaxTextMessageSize(gateway.rules().frameLimit());
        session.setMaxBinaryMessageSize(gateway.rules().frameLimit());
        session.setIdleTimeout(Duration.ZERO);
        liveness.start();
        caller.expires().ifPresent(this::expireAt);
    }

    private void expireAt(Instant end) {
        long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
        expiry = gateway.timer().schedule(this::expired, left, MILLISECONDS);
    }

    private void expired() {
        gone(EndReason.EXPIRED);
        close(POLICY_VIOLATION, "The token has expired");
    }

    Caller caller() {
        return caller;
    }

    SocketSessions sessions() {
        return sessions;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    /** Where the events of a session of this socket go. */
    Receiver events(MailboxId mailbox) {
        return new EventStream(mailbox, outbox, gateway.rules().frameLimit(), reason -> sessionEnded(mailbox, reason));
    }

    /** Takes in one message; frames of one socket come one at a time, and what they ask for is begun when this returns. */
    void receive(byte[] bytes) {
        RpcFrame frame = RpcFrame.parse(bytes);
        List<CompletableFuture<Optional<Reply>>> replies =
                frame.calls().stream().map(this::reply).toList();
        var unused = CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                .thenRun(() -> write(
                        replies.stream()
                                .map(CompletableFuture::join)
                                .flatMap(Optional::stream)
                                .toList(),
                        frame.batch()))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("An answer could not be written", failure);
                        close(SERVICE_RESTART, "An answer could not be written");
                    }
                });
    }

    /** The text of an answer and what follows it. */
    private record Reply(Payload text, RpcAnswer.Afterwards afterwards) {
        static Reply error(RpcId id, RpcError error) {
            return new Reply(new Payload(RpcText.error(id, error)), writing -> {});
        }
    }

    /** Never fails; empty for a notification. */
    private CompletableFuture<Optional<Reply>> reply(RpcCall call) {
        return switch (call) {
            case RpcCall.Faulty faulty ->
                CompletableFuture.completedFuture(Optional.of(Reply.error(faulty.id(), faulty.error())));
            case RpcCall.Request request -> {
                long asked = System.nanoTime();
                yield answer(request).handle((answer, failure) -> reply(request, answer, failure, asked));
            }
        };
    }

    private Optional<Reply> reply(RpcCall.Request request, RpcAnswer answer, @Nullable Throwable failure, long asked) {
        RpcId id = request.id();
        if (failure != null) {
            RpcError error = RpcError.of(failure);
            count(request, Integer.toString(error.number()), asked);
            return id.notification() ? Optional.empty() : Optional.of(Reply.error(id, error));
        }
        count(request, RpcCalls.OK, asked);
        return id.notification()
                ? Optional.empty()
                : Optional.of(new Reply(new Payload(RpcText.result(id, answer)), answer.afterwards()));
    }

    private void count(RpcCall.Request request, String outcome, long asked) {
        gateway.calls()
                .answered(
                        gateway.methods().counted(request.method()),
                        outcome,
                        Duration.ofNanos(System.nanoTime() - asked));
    }

    private CompletableFuture<RpcAnswer> answer(RpcCall.Request request) {
        Optional<RpcAnswer> immediate = gateway.methods().immediately(request);
        if (immediate.isPresent()) {
            return CompletableFuture.completedFuture(immediate.get());
        }
        if (inFlight.incrementAndGet() > gateway.rules().pipelined()) {
            inFlight.decrementAndGet();
            return CompletableFuture.failedFuture(new UnavailableException(
                    "Too many requests wait for their answer.", gateway.rules().replyTimeout()));
        }
        return TimeLimits.limit(
                        gateway.methods().start(request, this), gateway.rules().replyTimeout())
                .whenComplete((answer, failure) -> inFlight.decrementAndGet());
    }

    private void write(List<Reply> replies, boolean batch) {
        if (replies.isEmpty()) {
            return;
        }
        CompletableFuture<Void> writing = new CompletableFuture<>();
        replies.forEach(reply -> reply.afterwards().sent(writing));
        byte[] text = batch
                ? RpcText.batch(replies.stream().map(Reply::text).toList())
                : replies.getFirst().text().json();
        if (!outbox.send(text, writing)) {
            close(SERVICE_RESTART, "Answers are read too slowly");
        }
    }

    /** Not on the caller's thread, which holds the session. There is no frame for it: of a session that was replaced the client is told nothing; after any other end it is to come again. */
    private void sessionEnded(MailboxId mailbox, EndReason reason) {
        Thread.startVirtualThread(() -> {
            sessions.tidy(mailbox);
            switch (reason) {
                case REPLACED, CLOSED -> LOG.debug("A session ended: {}", reason);
                case TIMED_OUT, TERMINATED, GATEWAY_LOST, EXPIRED ->
                    close(SERVICE_RESTART, "The live session ended: " + reason.word());
            }
        });
    }

    private void timedOut() {
        gone(EndReason.TIMED_OUT);
        close(GOING_AWAY, "No answer to a ping");
    }

    /** The other end is not there any more: its sessions end. */
    void gone(EndReason reason) {
        var unused = end(reason).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("The sessions of a socket that is gone are not ended on the log yet", failure);
            }
        });
    }

    /** Ends the socket's sessions; completes when that is on the log. */
    private CompletableFuture<Void> end(EndReason reason) {
        liveness.stop();
        Future<?> timed = expiry;
        if (timed != null) {
            timed.cancel(false);
        }
        return sessions.end(reason);
    }

    /** Ends sessions and socket in order. */
    CompletableFuture<Void> terminate() {
        return end(EndReason.TERMINATED)
                .whenComplete((done, failure) -> close(SERVICE_RESTART, "The gateway is shutting down"));
    }

    /** Says goodbye; a peer that does not answer is cut off. */
    private void close(int code, String reason) {
        if (session.isOpen()) {
            session.close(code, reason, Callback.NOOP);
            var unused = gateway.timer()
                    .schedule(session::disconnect, gateway.rules().pongTimeout().toMillis(), MILLISECONDS);
        }
    }
}
