package io.restante.gateway;

import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.group.EventId;
import io.restante.session.EndReason;
import io.restante.session.SessionKey.OfAgent;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How a gateway holds the live sessions of agents in groups for its sockets. */
public interface AgentSessions {
    /**
     * Asks for the agent's session in the group; completes once the topology granted it. From then on the receiver is called, in the group's
     * order, from a thread that must not be held up. The receiver may be called before whoever waits on the future has run. Fails as {@link
     * LiveSessions#open} does.
     */
    CompletableFuture<LiveSessionHold> open(
            OfAgent agent, SessionId session, Optional<Instant> tokenExpires, AgentReceiver receiver);

    /** The end of the line. */
    interface AgentReceiver {
        /** Something happened to the group. What cannot be sent is lost to this receiver. */
        void happened(EventId id, Payload payload);

        /** The session is over; nothing more comes. */
        void ended(EndReason reason);
    }
}
