package io.restante.gateway.rest;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.gateway.LiveSessions;
import io.restante.session.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Live sessions that are granted at once, each newer than the one before, or refused. */
final class LiveSessionsInMemory implements LiveSessions {
    /** One session, as far as this stand-in knows. */
    record Opened(MailboxId mailbox, Receiver receiver, Hold hold) {}

    /** A grant that remembers why its holder gave it back. */
    static final class Hold implements LiveSessionHold {
        private final Epoch epoch;
        private final CompletableFuture<EndReason> closed = new CompletableFuture<>();

        Hold(Epoch epoch) {
            this.epoch = epoch;
        }

        CompletableFuture<EndReason> closed() {
            return closed;
        }

        @Override
        public Epoch epoch() {
            return epoch;
        }

        @Override
        public boolean current() {
            return !closed.isDone();
        }

        @Override
        public CompletableFuture<Void> close(EndReason reason) {
            closed.complete(reason);
            return CompletableFuture.completedFuture(null);
        }
    }

    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    void failWith(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    List<Opened> opened() {
        return opened;
    }

    @Override
    public CompletableFuture<LiveSessionHold> open(MailboxId mailbox, SessionId session, Receiver receiver) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        Hold hold = new Hold(new Epoch(opened.size()));
        opened.add(new Opened(mailbox, receiver, hold));
        return CompletableFuture.completedFuture(hold);
    }
}
