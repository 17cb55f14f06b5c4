package io.restante.group;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.group.GroupHappened.PresenceChanged;
import io.restante.group.GroupHappened.SessionOver;
import io.restante.group.Presence.Operation;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.LiveSession;
import io.restante.session.SessionEvent;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionKey.OfAgent;
import java.util.List;

/** What becomes of a group because of what became of an agent's session. Pure. */
public final class PresenceDecider {
    private PresenceDecider() {}

    /** A session that replaces another makes no presence, and neither does an end that ended nothing. */
    public static List<GroupHappened> follow(OfAgent key, SessionEvent event) {
        return switch (event) {
            case SessionGranted granted ->
                granted.session().entering()
                        ? List.of(presence(
                                Operation.ENTERED,
                                key.agent(),
                                granted.session().epoch()))
                        : List.of();
            case SessionReplaced replaced ->
                List.of(new SessionOver(EndedSession.of(key, replaced.session(), replaced.at(), EndReason.REPLACED)));
            case SessionRefused refused -> List.of();
            case SessionEnded ended ->
                ended.was().map(session -> left(key, session, ended)).orElse(List.of());
        };
    }

    private static List<GroupHappened> left(OfAgent key, LiveSession session, SessionEnded ended) {
        return List.of(
                new SessionOver(EndedSession.of(key, session, ended.at(), ended.reason())),
                presence(Operation.LEFT, key.agent(), session.epoch()));
    }

    private static GroupHappened presence(Operation operation, AgentId agent, Epoch epoch) {
        return new PresenceChanged(new Presence(operation, agent, epoch));
    }
}
