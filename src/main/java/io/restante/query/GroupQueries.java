package io.restante.query;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.SessionId;
import java.time.Instant;
import java.util.List;

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

    /** The agents that entered under an epoch above this one, in the order they entered. */
    List<PresentAgent> agents(GroupId group, long after, int limit);

    long count(GroupId group);
}
