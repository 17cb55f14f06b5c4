package io.restante.group;

import io.restante.base.GatewayId;
import io.restante.group.GroupHappened.FannedOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is told of a group's event. Pure. */
public final class FanOut {
    private FanOut() {}

    /** One for each gateway that holds members who are told. */
    public static List<FannedOut> of(GroupEvent event, List<Member> members) {
        Map<GatewayId, List<String>> connections = new LinkedHashMap<>();
        for (Member member : members) {
            if (event.isFor(member.agent())) {
                connections
                        .computeIfAbsent(member.session().gateway(), gateway -> new ArrayList<>())
                        .add(member.session().connection());
            }
        }
        return connections.entrySet().stream()
                .map(each -> new FannedOut(each.getKey(), each.getValue(), event))
                .toList();
    }
}
