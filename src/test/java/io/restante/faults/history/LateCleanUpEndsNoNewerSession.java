package io.restante.faults.history;

import static java.util.stream.Collectors.toMap;

import io.restante.faults.history.Event.Connected;
import io.restante.faults.history.Event.Ended;
import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Healed;
import io.restante.faults.history.Event.Leaving;
import io.restante.faults.history.Event.SentAway;
import io.restante.faults.history.Event.SessionAsked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.Event.SessionLetGo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session does not count as closed while its client holds it: neither had the client let go, nor had its gateway closed the connection because another session on it was
 * lost, nor had the nemesis touched the gateway or the line to it since the grant. So nobody else's late clean-up ended it.
 */
final class LateCleanUpEndsNoNewerSession implements Checker {
    private static final String CLOSED = "closed";

    /** After any other end, the gateway closes the connection, and with it all other sessions there. */
    private static final Set<String> CONNECTION_STAYS = Set.of(CLOSED, "replaced");

    @Override
    public int item() {
        return 4;
    }

    private record Holding(Line since, String gateway) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, Holding> held = new HashMap<>();
        Map<String, String> gateways = new HashMap<>();
        Map<Integer, String> faults = new HashMap<>();
        Map<String, Instant> connectionClosed = connectionClosed(history);
        for (Line line : history.lines()) {
            switch (line.event()) {
                case SessionAsked asked -> gateways.put(asked.client(), asked.gateway());
                case SessionGranted granted -> {
                    String gateway = gateways.getOrDefault(granted.client(), "");
                    hold(held, faults, granted.client(), line, gateway);
                }
                case SessionLetGo gone -> held.remove(gone.client());
                case Connected connected ->
                    hold(held, faults, agent(connected.agent(), connected.epoch()), line, connected.gateway());
                case Leaving leaving -> held.remove(agent(leaving.agent(), leaving.epoch()));
                case SentAway away -> held.remove(agent(away.agent(), away.epoch()));
                case Fault fault -> {
                    faults.put(fault.number(), fault.target());
                    held.values().removeIf(each -> each.gateway().equals(fault.target()));
                }
                case Healed healed -> faults.remove(healed.number());
                case Ended ended -> {
                    Violation violation = ended(line, ended, held);
                    Instant closed = connectionClosed.getOrDefault(ended.sessionId(), Instant.MAX);
                    if (violation != null && ended.endedAt().isBefore(closed)) {
                        found.add(violation);
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    /** When the first session of a client was lost. By the times in the records, as those of several partitions are read in any order. */
    private static Map<String, Instant> connectionClosed(History history) {
        return history.all(Ended.class)
                .map(History.Of::event)
                .filter(ended -> !CONNECTION_STAYS.contains(ended.reason()))
                .collect(toMap(Ended::sessionId, Ended::endedAt, (one, other) -> one.isBefore(other) ? one : other));
    }

    private static void hold(
            Map<String, Holding> held, Map<Integer, String> faults, String session, Line since, String gateway) {
        Set<String> touched = new HashSet<>(faults.values());
        if (!touched.contains(gateway)) {
            held.put(session, new Holding(since, gateway));
        }
    }

    private static String agent(String agent, long epoch) {
        return agent + " under " + epoch;
    }

    private @Nullable Violation ended(Line line, Ended ended, Map<String, Holding> held) {
        int agentAt = ended.key().indexOf('\u001f');
        String session = agentAt < 0 ? ended.sessionId() : agent(ended.key().substring(agentAt + 1), ended.epoch());
        Holding holding = held.get(session);
        if (!ended.reason().equals(CLOSED) || holding == null) {
            return null;
        }
        return Violation.of(
                this,
                "the session of " + ended.key() + " under epoch " + ended.epoch()
                        + " counts as closed, and its client had not let go of it",
                holding.since(),
                line);
    }
}
