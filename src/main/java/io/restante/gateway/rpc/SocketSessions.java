package io.restante.gateway.rpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live sessions of one socket. Calls for one mailbox take effect one after another, in the order they came; a mailbox that does not
 * answer does not hold up another one. After the end of the socket none is kept.
 */
final class SocketSessions {
    private final LiveSessions sessions;
    private final Duration replyTimeout;
    private final Map<MailboxId, LiveSessionHold> held = new ConcurrentHashMap<>();
    private final Map<MailboxId, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private volatile @Nullable EndReason over;

    SocketSessions(LiveSessions sessions, Duration replyTimeout) {
        this.sessions = sessions;
        this.replyTimeout = replyTimeout;
    }

    /** Completes once the session is granted. One that is granted after its caller was told otherwise is closed. */
    CompletableFuture<Void> open(MailboxId mailbox, SessionId session, Receiver receiver) {
        CompletableFuture<Void> answer = new CompletableFuture<Void>().orTimeout(replyTimeout.toMillis(), MILLISECONDS);
        next(mailbox, answer, () -> {
            if (over != null || answer.isDone()) {
                answer.completeExceptionally(gone());
                return CompletableFuture.completedFuture(null);
            }
            return sessions.open(mailbox, session, receiver).handle((hold, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    keep(mailbox, hold, answer);
                }
                return null;
            });
        });
        return answer;
    }

    private void keep(MailboxId mailbox, LiveSessionHold hold, CompletableFuture<Void> answer) {
        held.put(mailbox, hold);
        EndReason ended = over;
        if (ended != null || !answer.complete(null)) {
            answer.completeExceptionally(gone());
            held.remove(mailbox, hold);
            var unused = hold.close(ended == null ? EndReason.CLOSED : ended);
        }
    }

    private static UnavailableException gone() {
        return new UnavailableException("The socket has closed.", Duration.ZERO);
    }

    /** Whether this socket's session of the mailbox was the current one; if so it is closed when this completes. */
    CompletableFuture<Boolean> close(MailboxId mailbox) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        next(mailbox, answer, () -> {
            LiveSessionHold hold = held.remove(mailbox);
            CompletableFuture<Boolean> closed = hold == null || !hold.current()
                    ? CompletableFuture.completedFuture(false)
                    : hold.close(EndReason.CLOSED).thenApply(done -> true);
            return closed.handle((was, failure) -> {
                if (failure == null) {
                    answer.complete(was);
                } else {
                    answer.completeExceptionally(failure);
                }
                return null;
            });
        });
        return answer;
    }

    /** Forgets the mailbox's session if it is over. */
    void tidy(MailboxId mailbox) {
        held.computeIfPresent(mailbox, (key, hold) -> hold.current() ? hold : null);
    }

    /** Ends every session; completes when their ends are on the log. */
    CompletableFuture<Void> end(EndReason reason) {
        over = reason;
        return CompletableFuture.allOf(held.keySet().stream()
                .map(held::remove)
                .filter(hold -> hold != null)
                .map(hold -> hold.close(reason))
                .toArray(CompletableFuture[]::new));
    }

    /** @param answer fails when the call itself does */
    private void next(MailboxId mailbox, CompletableFuture<?> answer, Supplier<CompletableFuture<Void>> call) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(mailbox, mine);
        var unused = (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                .thenCompose(done -> call.get())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    }
                    last.remove(mailbox, mine);
                    mine.complete(null);
                });
    }
}
