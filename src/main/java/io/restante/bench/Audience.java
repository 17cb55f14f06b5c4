package io.restante.bench;

import io.restante.base.AgentId;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionSignal.Opened;
import java.util.List;
import java.util.Optional;

/**
 * The agents of one group, dealt out to gateways. The one with the number {@value #SPEAKER} says what happens to the group, and is not told.
 *
 * @param agents how many there are, the speaker included
 */
record Audience(GroupId group, List<GatewayId> gateways, int agents) {
    static final int SPEAKER = 0;

    /** What tells the events of a benchmark from those of agents that enter. */
    static final String ENTITY = "bench";

    private static final String CONNECTION = Workbench.RUN + "-";

    /** How many are told of an event for all. */
    int told() {
        return agents - 1;
    }

    GatewayId gateway(int agent) {
        return gateways.get(agent % gateways.size());
    }

    OfAgent key(int agent) {
        return new OfAgent(group, agent(agent));
    }

    private static AgentId agent(int agent) {
        return new AgentId("web.agent-" + agent + ".example.org");
    }

    private static String connection(int agent) {
        return CONNECTION + agent;
    }

    /** Which agent's connection it is. */
    static int agent(String connection) {
        return Integer.parseInt(connection.substring(CONNECTION.length()));
    }

    Opened opened(int agent) {
        return new Opened(
                new SessionId("session-" + agent),
                gateway(agent),
                Workbench.RUN,
                connection(agent),
                Optional.of(key(agent)),
                Optional.empty());
    }

    /** For all but the speaker. */
    static GroupEvent event(long sequence, Payload payload) {
        return new GroupEvent(id(sequence), agent(SPEAKER), Optional.empty(), false, payload);
    }

    /** For one agent. */
    static GroupEvent eventFor(int agent, long sequence, Payload payload) {
        return new GroupEvent(id(sequence), agent(SPEAKER), Optional.of(agent(agent)), false, payload);
    }

    /** For nobody. */
    static GroupEvent internal(long sequence, Payload payload) {
        return new GroupEvent(id(sequence), agent(SPEAKER), Optional.empty(), true, payload);
    }

    /** What a topology that knows no groups would have to write for each agent. */
    static FannedOut single(int agent, long sequence, Payload payload) {
        return new FannedOut(List.of(connection(agent)), id(sequence), payload);
    }

    private static EventId id(long sequence) {
        return new EventId(ENTITY, "said", sequence);
    }
}
