package io.restante.query;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.SessionId;
import io.restante.contract.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads who is present in groups. Throws {@link UnavailableException} when that cannot be read now. */
public interface GroupQueries {
    /**
     * An agent that is present.
     *
     * @param entered the epoch under which it entered
     * @param epoch of its current session
     * @param since when that session was granted
     */
    record PresentAgent(
            AgentId agent, Epoch entered, Epoch epoch, SessionId sessionId, GatewayId gateway, Instant since) {}

    /**
     * The agents that entered under an epoch above this one, in the order they entered.
     *
     * @param seen what the answer must have seen; empty for whatever is there
     */
    List<PresentAgent> agents(GroupId group, long after, int limit, Optional<Position> seen);

    long count(GroupId group);

    /** The partition of every input that the group belongs to. */
    int partition(GroupId group);
}
