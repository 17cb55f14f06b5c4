package io.restante.gateway;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.contract.Position;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How a gateway holds live sessions for its sockets. */
public interface LiveSessions {
    /**
     * Asks for the mailbox's live session; completes once the topology granted it. From then on the receiver is called, in mailbox
     * order, from a thread that must not be held up: a receiver hands work on and returns. The receiver may be called before whoever
     * waits on the future has run. Fails with {@link io.restante.query.UnavailableException} when no grant comes in time (a grant that
     * comes later is given back at once) and with {@link RefusedException} when the session is refused.
     */
    CompletableFuture<LiveSessionHold> open(MailboxId mailbox, SessionId session, Receiver receiver);

    /** What this gateway last wrote about sessions of the mailbox's partition. Empty when it wrote nothing yet. */
    default Optional<Position> lastWrite(MailboxId mailbox) {
        return Optional.empty();
    }

    /** A granted session. */
    interface LiveSessionHold {
        Epoch epoch();

        /** Whether the session is current as far as this gateway has heard. */
        boolean current();

        /**
         * Ends the session; completes once its end is on the log. Does nothing when it is not current any more. Its receiver is not
         * called again.
         */
        CompletableFuture<Void> close(EndReason reason);
    }

    /** The end of the line: a socket, an event stream. */
    interface Receiver {
        /** Send these. Not a delivery until they are acknowledged; what cannot be sent may be dropped, it comes again. */
        void handOut(List<OpenMessage> messages);

        /** What waited when the session opened has been handed out. */
        void backlogDone();

        /** The session is over; nothing more comes. */
        void ended(EndReason reason);
    }
}
