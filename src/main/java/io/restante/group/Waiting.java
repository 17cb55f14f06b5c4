package io.restante.group;

import io.restante.base.AgentId;
import java.util.Optional;

/**
 * The events of a group that wait for their fan-out, numbered as they came.
 *
 * @param first the number of the one whose turn it is
 * @param next the number the next one gets
 * @param after the agent up to whom the first has been fanned out, where the next step resumes
 */
public record Waiting(long first, long next, Optional<AgentId> after) {
    public static final Waiting NONE = new Waiting(0, 0, Optional.empty());

    public boolean empty() {
        return first == next;
    }

    public Waiting withOneMore() {
        return new Waiting(first, next + 1, after);
    }

    /** The first has been fanned out up to this agent, its members not all told yet. */
    public Waiting resumingAfter(AgentId agent) {
        return new Waiting(first, next, Optional.of(agent));
    }

    /** The first has been fanned out. */
    public Waiting withoutFirst() {
        return new Waiting(first + 1, next, Optional.empty());
    }

    /** What says where the fan-out goes on. */
    public FanOutStep step() {
        return new FanOutStep(first, after);
    }
}
