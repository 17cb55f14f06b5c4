package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import io.restante.session.SessionKey.OfAgent;
import java.time.Instant;
import java.util.Optional;

/** What gateways say about live sessions: the value of a record of {@code session.events}. */
public sealed interface SessionSignal {
    /**
     * A client wants the live session of the record's key. Granted or refused by the topology; the record's offset is the epoch.
     *
     * @param incarnation which run of the gateway says so; a gateway of the same name that starts anew has another one
     * @param connection names the session within its gateway's run
     * @param agent of an agent's session: the record's key, once more
     * @param tokenExpires when the client's token ends, and with it the session
     */
    record Opened(
            SessionId sessionId,
            GatewayId gateway,
            String incarnation,
            String connection,
            Optional<OfAgent> agent,
            Optional<Instant> tokenExpires)
            implements SessionSignal {
        /** A client wants a mailbox's session. */
        public Opened(
                SessionId sessionId,
                GatewayId gateway,
                String incarnation,
                String connection,
                Optional<Instant> tokenExpires) {
            this(sessionId, gateway, incarnation, connection, Optional.empty(), tokenExpires);
        }
    }

    /**
     * The session of this epoch ended. Names its epoch, so a late clean-up cannot end a newer session.
     *
     * @param at when it ended, if that was not when the record was written
     */
    record Closed(Epoch epoch, EndReason reason, Optional<Instant> at) implements SessionSignal {}

    /** The gateway lives. Written without a key to every partition. */
    record Heartbeat(GatewayId gateway, String incarnation) implements SessionSignal {}

    /** The gateway is shutting down and takes no new sessions. Written without a key to every partition. */
    record Draining(GatewayId gateway, String incarnation) implements SessionSignal {}
}
