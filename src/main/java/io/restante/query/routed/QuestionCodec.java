package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.Codec;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.contract.Words;
import java.io.IOException;
import java.util.Optional;

/** A question as one instance sends it to another. */
final class QuestionCodec implements Codec<Question> {
    @Override
    public byte[] encode(Question question) {
        return JsonText.object(json -> write(json, question));
    }

    private static void write(JsonText json, Question question) throws IOException {
        switch (question) {
            case Question.OfMailbox of -> {
                json.put("mailbox", of.mailbox().value());
                write(json, of);
            }
            case Question.OfGroup of -> {
                json.put("group", of.group().value());
                write(json, of);
            }
            case Question.OfSettlement of -> SettlementQuestions.write(json, of);
            case Question.Stale stale -> {
                json.put("stale", true);
                write(json, stale.of());
            }
        }
    }

    private static void write(JsonText json, Question.OfMailbox question) throws IOException {
        switch (question) {
            case Question.Status status -> json.put("ask", "status").putIfPresent("after", status.after());
            case Question.Count count ->
                json.put("ask", "count")
                        .putIfPresent("recipient", count.recipient())
                        .putIfPresent("after", count.after());
            case Question.Look look -> {
                json.put("ask", "look").put("limit", look.limit()).put("from", look.from());
                if (look.limitBytes().isPresent()) {
                    json.put("limit_bytes", look.limitBytes().getAsLong());
                }
                json.putIfPresent("recipient", look.recipient()).putIfPresent("after", look.after());
            }
            case Question.Accepted accepted ->
                json.put("ask", "accepted")
                        .put("id", accepted.id().value())
                        .put("after", accepted.position().token());
            case Question.PushTargets targets -> json.put("ask", "push-targets").putIfPresent("after", targets.after());
            case Question.Sequence sequence ->
                json.put("ask", "sequence").put("id", sequence.id().value()).putIfPresent("after", sequence.after());
        }
    }

    private static void write(JsonText json, Question.OfGroup question) throws IOException {
        switch (question) {
            case Question.Agents agents ->
                json.put("ask", "agents")
                        .put("after", agents.after())
                        .put("limit", agents.limit())
                        .putIfPresent("seen", agents.seen());
            case Question.AgentCount count -> json.put("ask", "agent-count");
        }
    }

    @Override
    public Question decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        String ask = json.requiredText("ask");
        if (json.has(SettlementQuestions.MARK)) {
            return SettlementQuestions.read(json, ask);
        }
        Question question = json.has("group")
                ? ofGroup(Words.group(json.requiredText("group")), ask, json)
                : ofMailbox(Words.mailbox(json.requiredText("mailbox")), ask, json);
        return json.flag("stale") ? new Question.Stale(question) : question;
    }

    private static Question ofGroup(GroupId group, String ask, JsonObject json) throws MalformedException {
        return switch (ask) {
            case "agents" ->
                new Question.Agents(
                        group,
                        json.requiredWhole("after", -1),
                        json.size("limit", 0).orElse(0),
                        position(json, "seen"));
            case "agent-count" -> new Question.AgentCount(group);
            default -> throw unknown(ask, json);
        };
    }

    private static Question ofMailbox(MailboxId mailbox, String ask, JsonObject json) throws MalformedException {
        return switch (ask) {
            case "status" -> new Question.Status(mailbox, after(json));
            case "count" -> new Question.Count(mailbox, json.text("recipient"), after(json));
            case "look" ->
                new Question.Look(
                        mailbox,
                        (int) Math.min(json.requiredWhole("limit", 1), Integer.MAX_VALUE),
                        json.whole("limit_bytes", 0),
                        json.text("recipient"),
                        json.requiredWhole("from", 0),
                        after(json));
            case "accepted" ->
                new Question.Accepted(
                        mailbox, Words.message(json.requiredText("id")), Position.parse(json.requiredText("after")));
            case "push-targets" -> new Question.PushTargets(mailbox, after(json));
            case "sequence" -> new Question.Sequence(mailbox, Words.message(json.requiredText("id")), after(json));
            default -> throw unknown(ask, json);
        };
    }

    static MalformedException unknown(String ask, JsonObject json) {
        return json.complaint("ask", "is not one this version knows: \"" + ask + "\"");
    }

    private static Optional<Position> after(JsonObject json) throws MalformedException {
        return position(json, "after");
    }

    private static Optional<Position> position(JsonObject json, String field) throws MalformedException {
        Optional<String> token = json.text(field);
        return token.isPresent() ? Optional.of(Position.parse(token.get())) : Optional.empty();
    }
}
