package io.restante.query.routed;

import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.TreePath;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Questions about relay sessions as one instance sends them to another. */
final class SettlementQuestions {
    /** The field that says that a question is one of these. */
    static final String MARK = "settlement";

    private static final String KEY = "key";
    private static final String AFTER = "after";

    private SettlementQuestions() {}

    static void write(JsonText json, Question.OfSettlement question) throws IOException {
        json.put(MARK, true);
        switch (question) {
            case Question.ChainAt chain -> json.put("ask", "chain").put("height", chain.height());
            case Question.RelaySessions sessions ->
                json.put("ask", "sessions")
                        .put("partition", sessions.partition())
                        .putIfPresent("supplier", sessions.supplier())
                        .putIfPresent(AFTER, sessions.after().map(SupplierSession::text))
                        .put("limit", sessions.limit());
            case Question.OneRelaySession one ->
                json.put("ask", "session").put(KEY, one.key().text());
            case Question.ProofAt proof ->
                json.put("ask", "proof")
                        .put(KEY, proof.key().text())
                        .put("path", proof.path().toString());
        }
    }

    static Question read(JsonObject json, String ask) throws MalformedException {
        return switch (ask) {
            case "chain" -> new Question.ChainAt(json.requiredWhole("height", 0));
            case "sessions" ->
                new Question.RelaySessions(
                        json.size("partition", 0).orElse(0),
                        json.text("supplier"),
                        after(json),
                        json.size("limit", 0).orElse(0));
            case "session" -> new Question.OneRelaySession(key(json));
            case "proof" -> {
                String path = json.requiredText("path");
                yield new Question.ProofAt(key(json), legal(json, "path", () -> TreePath.hex(path)));
            }
            default -> throw QuestionCodec.unknown(ask, json);
        };
    }

    private static Optional<SupplierSession> after(JsonObject json) throws MalformedException {
        Optional<String> after = json.text(AFTER);
        return after.isEmpty()
                ? Optional.empty()
                : Optional.of(legal(json, AFTER, () -> SupplierSession.of(after.get())));
    }

    private static SupplierSession key(JsonObject json) throws MalformedException {
        String key = json.requiredText(KEY);
        return legal(json, KEY, () -> SupplierSession.of(key));
    }

    private static <T> T legal(JsonObject json, String field, Supplier<T> making) throws MalformedException {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw json.complaint(field, String.valueOf(e.getMessage()));
        }
    }
}
