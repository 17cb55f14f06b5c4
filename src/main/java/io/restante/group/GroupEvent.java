package io.restante.group;

import io.restante.base.AgentId;
import io.restante.base.Payload;
import java.util.Optional;

/**
 * Something that happened to a group: a record of {@code group.events}, or an agent that entered or left.
 *
 * @param sender the agent that did it, which is not told
 * @param receiver the only agent that is told, if it is not for all
 * @param internal whether agents are not to see it
 * @param payload its content, verbatim
 */
public record GroupEvent(EventId id, AgentId sender, Optional<AgentId> receiver, boolean internal, Payload payload) {
    /** Whether this agent, if it is present, is told. */
    public boolean isFor(AgentId agent) {
        return !internal
                && !agent.equals(sender)
                && receiver.filter(only -> !only.equals(agent)).isEmpty();
    }
}
