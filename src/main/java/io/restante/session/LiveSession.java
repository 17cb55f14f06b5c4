package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import java.time.Instant;
import java.util.Optional;

/** The current live session of a key: whose it is, where it is held, and since when. */
public record LiveSession(
        Epoch epoch,
        SessionId sessionId,
        GatewayId gateway,
        String incarnation,
        String connection,
        Instant since,
        Optional<Instant> tokenExpires) {}
