package io.restante.gateway.live;

import io.restante.base.Epoch;
import io.restante.base.Payload;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.group.EventId;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import io.restante.session.SessionKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One session of one connection: asked for, then current under an epoch, then over. Its receiver is called under its lock, so that
 * nothing is received once {@link #close} has returned; a receiver that closes it must not hold a lock of its own meanwhile.
 */
final class HeldSession implements LiveSessionHold {
    private final String connection;
    private final SessionKey key;
    private final Ears ears;
    private final BiFunction<HeldSession, EndReason, CompletableFuture<Void>> end;
    private final CompletableFuture<LiveSessionHold> opening = new CompletableFuture<>();
    private @Nullable Epoch epoch;
    private boolean over;

    /** @param end puts the session's end on the log; called once at most */
    HeldSession(
            String connection,
            SessionKey key,
            Ears ears,
            BiFunction<HeldSession, EndReason, CompletableFuture<Void>> end) {
        this.connection = connection;
        this.key = key;
        this.ears = ears;
        this.end = end;
    }

    String connection() {
        return connection;
    }

    SessionKey key() {
        return key;
    }

    /** Completes with the grant; who completes it otherwise first has given the session up. */
    CompletableFuture<LiveSessionHold> opening() {
        return opening;
    }

    /** Whether the grant was still waited for, or is the one the session has already. */
    synchronized boolean grant(Epoch granted) {
        if (epoch != null) {
            return epoch.equals(granted);
        }
        epoch = granted;
        over = !opening.complete(this);
        return !over;
    }

    synchronized void handOut(Epoch named, List<OpenMessage> messages) {
        if (currentUnder(named)) {
            ears.handOut(messages);
        }
    }

    synchronized void backlogDone(Epoch named) {
        if (currentUnder(named)) {
            ears.backlogDone();
        }
    }

    /** Something happened to the group of an agent's session. */
    synchronized void happened(EventId id, Payload payload) {
        if (current()) {
            ears.happened(id, payload);
        }
    }

    /** It was ended from outside; whether it was current under this epoch until now. */
    synchronized boolean ended(Epoch named, EndReason reason) {
        if (!currentUnder(named)) {
            return false;
        }
        over = true;
        ears.ended(reason);
        return true;
    }

    /** A session of the same key was granted later: whether this one was current until now. */
    synchronized boolean supersededBy(Epoch newer) {
        return epoch != null && newer.after(epoch) && ended(epoch, EndReason.REPLACED);
    }

    private boolean currentUnder(Epoch named) {
        return !over && named.equals(epoch);
    }

    @Override
    public synchronized Epoch epoch() {
        if (epoch == null) {
            throw new IllegalStateException("The session of " + key + " has not been granted");
        }
        return epoch;
    }

    @Override
    public synchronized boolean current() {
        return epoch != null && !over;
    }

    @Override
    public CompletableFuture<Void> close(EndReason reason) {
        synchronized (this) {
            if (epoch == null || over) {
                return CompletableFuture.completedFuture(null);
            }
            over = true;
        }
        return end.apply(this, reason);
    }

    /** Ends it, its receiver told. */
    CompletableFuture<Void> terminate() {
        boolean wasCurrent;
        synchronized (this) {
            wasCurrent = epoch != null && !over;
        }
        CompletableFuture<Void> ended = close(EndReason.TERMINATED);
        if (wasCurrent) {
            ears.ended(EndReason.TERMINATED);
        }
        return ended;
    }
}
