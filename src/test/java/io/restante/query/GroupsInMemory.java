package io.restante.query;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.SessionId;
import io.restante.contract.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is present, as a test says. */
public final class GroupsInMemory implements GroupQueries {
    public static final int PARTITION = 1;

    private final Map<GroupId, List<PresentAgent>> present = new HashMap<>();
    private Optional<Position> lastSeen = Optional.empty();

    /** The agent entered under the first epoch and holds the session of the second. */
    public void add(String group, String agent, long entered, long epoch, Instant since) {
        present.computeIfAbsent(new GroupId(group), each -> new ArrayList<>())
                .add(new PresentAgent(
                        new AgentId(agent),
                        new Epoch(entered),
                        new Epoch(epoch),
                        new SessionId("s-" + epoch),
                        new GatewayId("here"),
                        since));
    }

    @Override
    public List<PresentAgent> agents(GroupId group, long after, int limit, Optional<Position> seen) {
        lastSeen = seen;
        return present.getOrDefault(group, List.of()).stream()
                .filter(agent -> agent.entered().value() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public long count(GroupId group) {
        return agents(group, -1, Integer.MAX_VALUE, Optional.empty()).size();
    }

    @Override
    public int partition(GroupId group) {
        return PARTITION;
    }

    /** What the last question had to have seen. */
    public Optional<Position> lastSeen() {
        return lastSeen;
    }
}
