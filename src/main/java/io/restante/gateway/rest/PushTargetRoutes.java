package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.PushTarget;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.contract.Words;
import io.restante.gateway.RecordLog;
import io.restante.push.DeviceKey;
import io.restante.push.RegisteredTarget;
import io.restante.push.TargetChange;
import io.restante.query.MailboxQueries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The routes of the devices that are knocked at for a mailbox. */
final class PushTargetRoutes {
    private final RecordLog log;
    private final MailboxQueries queries;
    private final RestRules rules;
    private final InstantSource clock;

    PushTargetRoutes(RecordLog log, MailboxQueries queries, RestRules rules, InstantSource clock) {
        this.log = log;
        this.queries = queries;
        this.rules = rules;
        this.clock = clock;
    }

    /** Answers 202 once the target is on the log, with the position a reader must see to find it. */
    void register(Context ctx) throws Exception {
        DeviceKey key = key(ctx);
        JsonObject body = new Asked(ctx).object(rules.bodyLimit());
        PushTarget target = Words.target(body);
        Optional<Instant> registeredAt = body.time("registered_at");
        append(ctx, key, new TargetChange.Register(target, Optional.of(registeredAt.orElseGet(clock::instant))));
    }

    /** Answers 202 once the removal is on the log, whether there was a target or not. */
    void remove(Context ctx) throws Exception {
        append(ctx, key(ctx), new TargetChange.Remove());
    }

    private void append(Context ctx, DeviceKey key, TargetChange change) throws Exception {
        Position position = Awaited.of(log.append(Topics.PUSH_TARGETS, key, change));
        Answers.answer(ctx, HttpStatus.ACCEPTED, json -> json.put(
                        "device", key.device().value())
                .put("position", position.token()));
    }

    private static DeviceKey key(Context ctx) throws MalformedException {
        MailboxId mailbox = new Asked(ctx).mailbox();
        return new DeviceKey(mailbox, Words.device(ctx.pathParam("device")));
    }

    void list(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        Optional<String> token = asked.text("after");
        Optional<Position> after = token.isPresent() ? Optional.of(Position.parse(token.get())) : Optional.empty();
        List<RegisteredTarget> targets = queries.pushTargets(mailbox, after);
        Answers.ok(
                ctx,
                json -> json.putObjects("push_targets", targets, (each, registered) -> {
                    each.put("device", registered.device().value());
                    Words.target(each, registered.target());
                    each.put("registered_at", registered.registeredAt());
                }));
    }
}
