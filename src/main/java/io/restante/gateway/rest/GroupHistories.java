package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.restante.base.GroupId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.query.GroupQueries;
import io.restante.query.GroupQueries.PresentAgent;
import io.restante.query.Timelines;
import io.restante.session.EndedSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who was in a group: sessions that are over, and who was present at an instant. */
final class GroupHistories {
    /** How far back histories reach when nobody says. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final GroupQueries groups;
    private final Timelines timelines;
    private final InstantSource clock;

    GroupHistories(GroupQueries groups, Timelines timelines, InstantSource clock) {
        this.groups = groups;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** A session as it is told, over or not. */
    private record Told(String agent, long epoch, Instant from, Optional<EndedSession> over) {
        static Told of(EndedSession session) {
            return new Told(
                    session.agent().map(of -> of.agent().value()).orElse(""),
                    session.epoch().value(),
                    session.startedAt(),
                    Optional.of(session));
        }

        static Told of(PresentAgent agent) {
            return new Told(agent.agent().value(), agent.epoch().value(), agent.since(), Optional.empty());
        }

        void write(JsonText json) throws IOException {
            json.put("agent_id", agent)
                    .put("epoch", epoch)
                    .put("started_at", from)
                    .putIfPresent("ended_at", over.map(EndedSession::endedAt))
                    .putIfPresent("reason", over.map(session -> session.reason().word()))
                    .putIfPresent("gateway", over.map(EndedSession::gateway))
                    .putIfPresent("session_id", over.map(EndedSession::sessionId));
        }
    }

    void answer(Context ctx, GroupId group) throws MalformedException {
        Asked asked = new Asked(ctx);
        Optional<Instant> at = asked.time("at");
        Optional<Position> seen = asked.after(groups.partition(group));
        List<Told> sessions = at.isPresent() ? present(group, at.get(), seen) : ended(group, asked, seen);
        Answers.ok(ctx, json -> json.putObjects("sessions", sessions, (each, session) -> session.write(each)));
    }

    private List<Told> ended(GroupId group, Asked asked, Optional<Position> seen) throws MalformedException {
        Instant to = asked.time("to").orElseGet(clock::instant);
        Instant from = asked.time("from").orElseGet(() -> to.minus(A_DAY));
        if (from.isAfter(to)) {
            throw new MalformedException(
                    "from",
                    "expected a time not after to, which is " + JsonText.time(to) + ", got " + JsonText.time(from));
        }
        if (seen.isPresent()) {
            groups.agents(group, -1, 1, seen);
        }
        return timelines.sessions(group, from, to).stream().map(Told::of).toList();
    }

    /** Those whose session is over by now, and those whose is not. A session that ended just now may be among both: then it is over. */
    private List<Told> present(GroupId group, Instant at, Optional<Position> seen) {
        List<PresentAgent> now = groups.agents(group, -1, Integer.MAX_VALUE, seen);
        List<Told> present = new ArrayList<>();
        timelines.sessions(group, at, clock.instant()).stream()
                .filter(session -> session.currentAt(at))
                .map(Told::of)
                .forEach(present::add);
        now.stream()
                .filter(agent -> !agent.since().isAfter(at))
                .filter(agent -> present.stream()
                        .noneMatch(told -> told.epoch() == agent.epoch().value()))
                .map(Told::of)
                .forEach(present::add);
        present.sort(Comparator.comparing(Told::epoch));
        return present;
    }
}
