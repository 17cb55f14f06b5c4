package io.restante.group;

import io.restante.base.GatewayId;
import io.restante.session.EndedSession;
import java.util.List;

/** What follows for others from something that happened to a group or to the session of one of its agents. */
public sealed interface GroupHappened {
    /** An agent entered or left. */
    record PresenceChanged(Presence presence) implements GroupHappened {}

    /** A session of one of its agents is over. */
    record SessionOver(EndedSession session) implements GroupHappened {}

    /** These connections of one gateway are told of the event. */
    record FannedOut(GatewayId gateway, List<String> connections, GroupEvent event) implements GroupHappened {
        public FannedOut {
            connections = List.copyOf(connections);
        }
    }

    /** The group's fan-out is to go on. */
    record StepDue(FanOutStep step) implements GroupHappened {}
}
