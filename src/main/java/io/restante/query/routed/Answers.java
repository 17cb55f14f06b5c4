package io.restante.query.routed;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import io.restante.contract.ClosestProofJson;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.OpenMessageJson;
import io.restante.contract.Position;
import io.restante.contract.RelaySessionForm;
import io.restante.contract.Words;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.GroupQueries.PresentAgent;
import io.restante.query.MailboxStatus;
import io.restante.query.MailboxStatus.CurrentSession;
import io.restante.query.RelaySessionQueries.SeenChain;
import io.restante.settlement.RelaySession;
import io.restante.settlement.tree.ClosestProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers as one instance sends them to another. */
final class Answers {
    private static final String VALUE = "value";
    private static final String MESSAGES = "messages";

    private Answers() {}

    static byte[] of(long value) {
        return JsonText.object(json -> json.put(VALUE, value));
    }

    static long whole(JsonObject json) throws MalformedException {
        return json.requiredWhole(VALUE, 0);
    }

    static byte[] of(OptionalLong value) {
        return value.isPresent() ? of(value.getAsLong()) : JsonText.object(json -> {});
    }

    static OptionalLong maybeWhole(JsonObject json) throws MalformedException {
        return json.whole(VALUE, 0);
    }

    static byte[] of(boolean value) {
        return JsonText.object(json -> json.put(VALUE, value));
    }

    static boolean truth(JsonObject json) throws MalformedException {
        return json.flag(VALUE);
    }

    static byte[] of(List<OpenMessage> messages) {
        return JsonText.object(json -> json.putObjects(MESSAGES, messages, OpenMessageJson::write));
    }

    static List<OpenMessage> messages(JsonObject json) throws MalformedException {
        return OpenMessageJson.list(json, MESSAGES);
    }

    static byte[] ofAgents(List<PresentAgent> agents) {
        return JsonText.object(json -> json.putObjects("agents", agents, (each, agent) -> each.put(
                        "agent", agent.agent().value())
                .put("entered", agent.entered().value())
                .put("epoch", agent.epoch().value())
                .put("session_id", agent.sessionId().value())
                .put("gateway", agent.gateway().value())
                .put("since", agent.since())));
    }

    static List<PresentAgent> agents(JsonObject json) throws MalformedException {
        List<PresentAgent> agents = new ArrayList<>();
        for (JsonObject each : json.objects("agents")) {
            agents.add(new PresentAgent(
                    new AgentId(each.requiredText("agent")),
                    new Epoch(each.requiredWhole("entered", 0)),
                    new Epoch(each.requiredWhole("epoch", 0)),
                    new SessionId(each.requiredText("session_id")),
                    new GatewayId(each.requiredText("gateway")),
                    each.requiredTime("since")));
        }
        return agents;
    }

    static byte[] ofTargets(List<RegisteredTarget> targets) {
        return JsonText.object(json -> json.putObjects("targets", targets, (each, registered) -> {
            each.put("device", registered.device().value());
            Words.target(each, registered.target());
            each.put("registered_at", registered.registeredAt());
        }));
    }

    static List<RegisteredTarget> targets(JsonObject json) throws MalformedException {
        List<RegisteredTarget> targets = new ArrayList<>();
        for (JsonObject each : json.objects("targets")) {
            targets.add(new RegisteredTarget(
                    Words.device(each.requiredText("device")), Words.target(each), each.requiredTime("registered_at")));
        }
        return targets;
    }

    static byte[] of(SeenChain chain) {
        return JsonText.object(json -> json.put("height", chain.height()).putIfPresent("hash", chain.hash()));
    }

    static SeenChain chain(JsonObject json) throws MalformedException {
        return new SeenChain(json.requiredWhole("height", 0), json.text("hash"));
    }

    /** Sessions as their store keeps them. */
    static byte[] ofRelaySessions(List<RelaySession> sessions) {
        return JsonText.object(json -> json.putTexts(
                "sessions",
                sessions.stream()
                        .map(session -> HexFormat.of().formatHex(RelaySessionForm.write(session)))
                        .toList()));
    }

    static List<RelaySession> relaySessions(JsonObject json) throws MalformedException {
        return json.texts("sessions").stream()
                .map(hex -> RelaySessionForm.read(HexFormat.of().parseHex(hex)))
                .toList();
    }

    static byte[] ofProof(Optional<ClosestProof> proof) {
        return JsonText.object(json -> {
            if (proof.isPresent()) {
                json.putObject("proof", inner -> ClosestProofJson.write(inner, proof.get()));
            }
        });
    }

    static Optional<ClosestProof> proof(JsonObject json) throws MalformedException {
        Optional<JsonObject> proof = json.object("proof");
        return proof.isPresent() ? Optional.of(ClosestProofJson.read(proof.get())) : Optional.empty();
    }

    static byte[] of(MailboxStatus status) {
        return JsonText.object(json -> {
            json.put("messages", status.messages())
                    .put("bytes", status.bytes())
                    .putIfPresent("oldest", status.oldestReceived())
                    .putIfPresent("newest", status.newestReceived())
                    .put("pending", status.pending())
                    .put("handed_out", status.handedOut())
                    .put("dead", status.dead())
                    .put("limit_messages", status.limitMessages())
                    .put("limit_bytes", status.limitBytes())
                    .putTexts("as_of", status.asOf());
            if (status.session().isPresent()) {
                CurrentSession session = status.session().get();
                json.putObject("session", inner -> write(inner, session));
            }
        });
    }

    private static void write(JsonText json, CurrentSession session) throws IOException {
        json.put("epoch", session.epoch().value())
                .put("gateway", session.gateway().value())
                .put("since", session.since());
    }

    static MailboxStatus status(JsonObject json) throws MalformedException {
        Optional<JsonObject> session = json.object("session");
        List<Position> asOf = new ArrayList<>();
        for (String token : json.texts("as_of")) {
            asOf.add(Position.parse(token));
        }
        return new MailboxStatus(
                json.requiredWhole("messages", 0),
                json.requiredWhole("bytes", 0),
                json.time("oldest"),
                json.time("newest"),
                json.requiredWhole("pending", 0),
                json.requiredWhole("handed_out", 0),
                json.requiredWhole("dead", 0),
                json.requiredWhole("limit_messages", 0),
                json.requiredWhole("limit_bytes", 0),
                session.isPresent() ? Optional.of(session(session.get())) : Optional.empty(),
                asOf);
    }

    private static CurrentSession session(JsonObject json) throws MalformedException {
        return new CurrentSession(
                new Epoch(json.requiredWhole("epoch", 0)),
                new GatewayId(json.requiredText("gateway")),
                json.requiredTime("since"));
    }
}
