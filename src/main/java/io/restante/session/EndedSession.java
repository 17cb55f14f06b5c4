package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import java.time.Instant;

/** A live session that is over: the value of a record of {@code session.history}. */
public record EndedSession(
        SessionId sessionId,
        Epoch epoch,
        GatewayId gateway,
        Instant startedAt,
        Instant endedAt,
        EndReason reason,
        long handedOut,
        long acknowledged) {}
