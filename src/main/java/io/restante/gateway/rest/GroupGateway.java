package io.restante.gateway.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.base.GroupId;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Topics;
import io.restante.contract.Words;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Caller;
import io.restante.gateway.RecordLog;
import io.restante.group.GroupEvent;
import io.restante.query.Aged;
import io.restante.query.GroupQueries;
import io.restante.query.GroupQueries.PresentAgent;
import io.restante.query.StaleQueries;
import io.restante.query.Timelines;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The routes of groups: our own below {@code /v1/groups}, and those that belong to the presence wire, names kept. */
public final class GroupGateway {
    private static final String GROUP = "/v1/groups/{group}";
    private static final String CLASSROOM = "/api/v1/classrooms/{group}";

    /** Agents in one answer, as the presence wire has it. */
    private static final int MOST_AGENTS = 1_000;

    private final GroupQueries groups;
    private final StaleQueries copies;
    private final GroupHistories histories;
    private final RecordLog log;
    private final Access access;
    private final RestRules rules;

    public GroupGateway(
            GroupQueries groups,
            StaleQueries copies,
            Timelines timelines,
            RecordLog log,
            Access access,
            RestRules rules) {
        this(groups, copies, timelines, log, access, rules, InstantSource.system());
    }

    GroupGateway(
            GroupQueries groups,
            StaleQueries copies,
            Timelines timelines,
            RecordLog log,
            Access access,
            RestRules rules,
            InstantSource clock) {
        this.groups = groups;
        this.copies = copies;
        this.histories = new GroupHistories(groups, timelines, clock);
        this.log = log;
        this.access = access;
        this.rules = rules;
    }

    /** Declares the routes; {@link RestGateway#register} says how errors read. */
    public void register(JavalinConfig config) {
        config.routes
                .get(GROUP + "/agents", this::agents)
                .get(GROUP + "/history", ctx -> histories.answer(ctx, read(ctx)))
                .post(GROUP + "/events", this::happen)
                .get(CLASSROOM + "/agents", this::classroomAgents)
                .get(CLASSROOM + "/history", ctx -> histories.answer(ctx, read(ctx)))
                .post("/api/v1/counters/agent", this::counters);
    }

    private Caller caller(Context ctx) throws AccessException {
        return access.caller(BearerToken.in(ctx.header(Header.AUTHORIZATION)));
    }

    /** The group in the path, which the caller may read. A uuid means the same in capitals. */
    private GroupId read(Context ctx) throws MalformedException, AccessException {
        GroupId group = group(ctx);
        caller(ctx).requireRead(group);
        return group;
    }

    private static GroupId group(Context ctx) throws MalformedException {
        String group = ctx.pathParam("group");
        return Words.group(ctx.path().startsWith("/api/") ? group.toLowerCase(Locale.ROOT) : group);
    }

    private Aged<List<PresentAgent>> page(Context ctx) throws MalformedException, AccessException {
        Asked asked = new Asked(ctx);
        GroupId group = read(ctx);
        int limit = (int) Math.min(asked.whole("limit", 1).orElse(MOST_AGENTS), MOST_AGENTS);
        long after = asked.whole("sequence_id", 0).orElse(-1);
        return asked.stale()
                ? copies.agents(group, after, limit)
                : Aged.now(groups.agents(group, after, limit, asked.after(groups.partition(group))));
    }

    /** Epochs above the one asked for, so the list is read on from the last one's. */
    private void agents(Context ctx) throws Exception {
        Aged<List<PresentAgent>> agents = page(ctx);
        Optional<Duration> age = Answers.age(ctx, new Asked(ctx).stale(), agents);
        Answers.ok(ctx, json -> json.putObjects("agents", agents.answer(), (each, agent) -> each.put(
                                "agent", agent.agent().value())
                        .put("sequence_id", agent.entered().value())
                        .put("epoch", agent.epoch().value())
                        .put("session_id", agent.sessionId().value())
                        .put("gateway", agent.gateway().value())
                        .put("since", agent.since()))
                .putIfPresent("age", age));
    }

    private void classroomAgents(Context ctx) throws Exception {
        Aged<List<PresentAgent>> agents = page(ctx);
        Answers.age(ctx, new Asked(ctx).stale(), agents);
        byte[] json = JsonText.array(
                agents.answer(), (each, agent) -> each.put("id", agent.entered().value())
                        .put("sequence_id", agent.entered().value())
                        .put("agent_id", agent.agent().value()));
        ctx.contentType(Answers.CONTENT_TYPE).result(json);
    }

    /** How many agents are in each group; a group without any is left out. */
    private void counters(Context ctx) throws Exception {
        Caller caller = caller(ctx);
        JsonObject asked = new Asked(ctx).object(rules.bodyLimit());
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String id : asked.texts("classroom_ids")) {
            GroupId group = Words.group(id.toLowerCase(Locale.ROOT));
            caller.requireRead(group);
            long count = groups.count(group);
            if (count > 0) {
                counts.put(id, count);
            }
        }
        Answers.ok(ctx, json -> {
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                json.put(count.getKey(), count.getValue());
            }
        });
    }

    /** Answers 202 once the event is on the log. Whoever may enter a group may say something in it, under their own name. */
    private void happen(Context ctx) throws Exception {
        GroupId group = group(ctx);
        Caller caller = caller(ctx);
        caller.requireConnect(group);
        GroupEvent event = GroupEventBody.read(new Asked(ctx).object(rules.bodyLimit()), caller);
        var position = Awaited.of(log.append(Topics.GROUP_EVENTS, group, event));
        Answers.answer(ctx, HttpStatus.ACCEPTED, json -> json.put("position", position.token()));
    }
}
