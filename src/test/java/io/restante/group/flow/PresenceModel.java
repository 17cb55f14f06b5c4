package io.restante.group.flow;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.group.Presence;
import io.restante.group.Presence.Operation;
import io.restante.session.EndReason;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionSignal.Closed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must come of the log of session events, read once, by somebody who never crashes. */
final class PresenceModel {
    /** How a session ended. */
    record End(EndReason reason, Instant at) {}

    final Map<AgentId, Epoch> current = new HashMap<>();
    final List<Presence> presence = new ArrayList<>();
    final Map<Epoch, End> ends = new TreeMap<>();

    void opened(OfAgent key, Epoch epoch, boolean refused, Instant now) {
        if (refused) {
            return;
        }
        Epoch older = current.put(key.agent(), epoch);
        if (older == null) {
            presence.add(new Presence(Operation.ENTERED, key.agent(), epoch));
        } else {
            ends.put(older, new End(EndReason.REPLACED, now));
        }
    }

    void closed(OfAgent key, Closed closed, Instant now) {
        if (current.remove(key.agent(), closed.epoch())) {
            presence.add(new Presence(Operation.LEFT, key.agent(), closed.epoch()));
            ends.put(closed.epoch(), new End(closed.reason(), closed.at().orElse(now)));
        }
    }
}
