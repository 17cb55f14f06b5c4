package io.restante.contract;

import io.restante.settlement.End;
import io.restante.settlement.EndedRelaySession;
import java.util.Optional;
import java.util.OptionalLong;

/** The value of a record of {@code settlement.history}. */
final class EndedRelaySessionCodec implements Codec<EndedRelaySession> {
    @Override
    public byte[] encode(EndedRelaySession ended) {
        return JsonText.object(json -> {
            json.put("supplier", ended.supplier());
            RelayWords.header(json, ended.session());
            json.put("end", ended.end().word());
            if (ended.root().isPresent()) {
                RelayWords.root(json, ended.root().get());
            }
            json.put("relays", ended.relays())
                    .put("late", ended.late())
                    .putIfPresent("amount", ended.amount())
                    .putIfPresent("frozen_height", ended.frozenAt())
                    .putIfPresent("claimed_height", ended.claimedAt())
                    .put("ended_height", ended.endedAt())
                    .put("claim_attempts", ended.claimAttempts())
                    .put("proof_attempts", ended.proofAttempts())
                    .putIfPresent("reason", ended.reason());
        });
    }

    @Override
    public EndedRelaySession decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new EndedRelaySession(
                json.requiredText("supplier"),
                RelayWords.header(json),
                Words.constant(json, "end", End.class, json.requiredText("end")),
                json.has("root") ? Optional.of(RelayWords.root(json)) : Optional.empty(),
                json.requiredWhole("relays", 0),
                json.requiredWhole("late", 0),
                whole(json, "amount"),
                whole(json, "frozen_height"),
                whole(json, "claimed_height"),
                json.requiredWhole("ended_height", 0),
                json.size("claim_attempts", 0).orElse(0),
                json.size("proof_attempts", 0).orElse(0),
                json.text("reason"));
    }

    private static Optional<Long> whole(JsonObject json, String field) throws MalformedException {
        OptionalLong value = json.whole(field, 0);
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
