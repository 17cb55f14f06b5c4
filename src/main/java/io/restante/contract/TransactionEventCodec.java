package io.restante.contract;

import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import java.util.Locale;
import java.util.Optional;

/** The value of a record of {@code settlement.transactions}. */
final class TransactionEventCodec implements Codec<TransactionEvent> {
    @Override
    public byte[] encode(TransactionEvent event) {
        return JsonText.object(json -> json.put("kind", word(event.kind()))
                .put("attempt", event.attempt())
                .put("event", word(event.outcome()))
                .put("height", event.height())
                .putIfPresent("reason", event.reason()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TransactionEvent decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        Kind kind = Words.constant(json, "kind", Kind.class, json.requiredText("kind"));
        Outcome outcome = Words.constant(json, "event", Outcome.class, json.requiredText("event"));
        int attempt = (int) Math.min(json.requiredWhole("attempt", 1), Integer.MAX_VALUE);
        long height = json.requiredWhole("height", 0);
        Optional<String> reason = json.text("reason");
        return new TransactionEvent(kind, attempt, outcome, height, reason);
    }
}
