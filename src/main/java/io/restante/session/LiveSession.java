package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The current live session of a key: whose it is, where it is held, and since when.
 *
 * @param entered of an agent's session: the epoch under which the agent entered its group, which is an older one when sessions replaced one another since
 * @param replacements of an agent's session: when sessions of its key replaced one another lately, the newest last
 */
public record LiveSession(
        Epoch epoch,
        SessionId sessionId,
        GatewayId gateway,
        String incarnation,
        String connection,
        Instant since,
        Optional<Instant> tokenExpires,
        Optional<Epoch> entered,
        List<Instant> replacements) {
    public LiveSession {
        replacements = List.copyOf(replacements);
    }

    /** A mailbox's session. */
    public LiveSession(
            Epoch epoch,
            SessionId sessionId,
            GatewayId gateway,
            String incarnation,
            String connection,
            Instant since,
            Optional<Instant> tokenExpires) {
        this(epoch, sessionId, gateway, incarnation, connection, since, tokenExpires, Optional.empty(), List.of());
    }

    /** Whether it is an agent's, and nobody held the agent's place in the group before it. */
    public boolean entering() {
        return entered.filter(epoch::equals).isPresent();
    }
}
