package io.restante.gateway.rpc;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.gateway.LiveSessions;
import io.restante.mailbox.OpenMessage;
import io.restante.query.MailboxStatus.CurrentSession;
import io.restante.session.EndReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sessions where the newest wins. A grant comes when the brake is off. */
final class LiveSessionsInMemory implements LiveSessions {
    private final Map<MailboxId, Hold> current = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private CompletableFuture<Void> brake = CompletableFuture.completedFuture(null);
    private long epochs;

    synchronized void waitFor(CompletableFuture<Void> newBrake) {
        brake = newBrake;
    }

    /** What was asked of the sessions, in order. */
    synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public synchronized CompletableFuture<LiveSessionHold> open(
            MailboxId mailbox, SessionId session, Receiver receiver) {
        told.add("open " + mailbox + " " + session);
        return brake.thenApply(done -> grant(mailbox, receiver));
    }

    private synchronized LiveSessionHold grant(MailboxId mailbox, Receiver receiver) {
        Hold granted = new Hold(mailbox, new Epoch(epochs++), receiver);
        Hold before = current.put(mailbox, granted);
        if (before != null) {
            before.receiver.ended(EndReason.REPLACED);
        }
        return granted;
    }

    synchronized Optional<CurrentSession> current(MailboxId mailbox) {
        return Optional.ofNullable(current.get(mailbox))
                .map(hold -> new CurrentSession(hold.epoch, new GatewayId("g"), MailboxesInMemory.RECEIVED));
    }

    void handOut(String mailbox, List<OpenMessage> messages) {
        receiver(mailbox).handOut(messages);
    }

    void end(String mailbox, EndReason reason) {
        Receiver receiver = receiver(mailbox);
        synchronized (this) {
            current.remove(new MailboxId(mailbox));
        }
        receiver.ended(reason);
    }

    private synchronized Receiver receiver(String mailbox) {
        Hold hold = current.get(new MailboxId(mailbox));
        if (hold == null) {
            throw new AssertionError("Nobody holds the session of " + mailbox);
        }
        return hold.receiver;
    }

    private final class Hold implements LiveSessionHold {
        private final MailboxId mailbox;
        private final Epoch epoch;
        private final Receiver receiver;

        Hold(MailboxId mailbox, Epoch epoch, Receiver receiver) {
            this.mailbox = mailbox;
            this.epoch = epoch;
            this.receiver = receiver;
        }

        @Override
        public Epoch epoch() {
            return epoch;
        }

        @Override
        public boolean current() {
            synchronized (LiveSessionsInMemory.this) {
                return current.get(mailbox) == this;
            }
        }

        @Override
        public CompletableFuture<Void> close(EndReason reason) {
            synchronized (LiveSessionsInMemory.this) {
                if (current.remove(mailbox, this)) {
                    told.add("close " + mailbox + " " + reason.word());
                }
                return CompletableFuture.completedFuture(null);
            }
        }
    }
}
