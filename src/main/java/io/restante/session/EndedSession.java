package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import io.restante.session.SessionKey.OfAgent;
import java.time.Instant;
import java.util.Optional;

/**
 * A live session that is over: the value of a record of {@code session.history}.
 *
 * @param agent whose it was, when it was an agent's
 */
public record EndedSession(
        SessionId sessionId,
        Epoch epoch,
        GatewayId gateway,
        Optional<OfAgent> agent,
        Instant startedAt,
        Instant endedAt,
        EndReason reason,
        long handedOut,
        long acknowledged) {
    /** A mailbox's session. */
    public EndedSession(
            SessionId sessionId,
            Epoch epoch,
            GatewayId gateway,
            Instant startedAt,
            Instant endedAt,
            EndReason reason,
            long handedOut,
            long acknowledged) {
        this(sessionId, epoch, gateway, Optional.empty(), startedAt, endedAt, reason, handedOut, acknowledged);
    }

    /** An agent's session, to which no messages are handed out. */
    public static EndedSession of(OfAgent agent, LiveSession session, Instant endedAt, EndReason reason) {
        return new EndedSession(
                session.sessionId(),
                session.epoch(),
                session.gateway(),
                Optional.of(agent),
                session.since(),
                endedAt,
                reason,
                0,
                0);
    }

    /** Whether it was current at this instant. */
    public boolean currentAt(Instant instant) {
        return !startedAt.isAfter(instant) && endedAt.isAfter(instant);
    }
}
