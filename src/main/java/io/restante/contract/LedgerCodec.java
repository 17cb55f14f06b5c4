package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.mailbox.LedgerEntry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The value of a record of {@code mailbox.ledger}. */
final class LedgerCodec implements Codec<LedgerEntry> {
    @Override
    public byte[] encode(LedgerEntry entry) {
        return JsonText.object(json -> json.put("id", entry.id().value())
                .put("sequence", entry.sequence())
                .put("event", entry.event().word())
                .put("at", entry.at())
                .putIfPresent("epoch", entry.epoch().map(Epoch::value))
                .putIfPresent("attempt", entry.attempt())
                .putIfPresent("outcome", entry.outcome()));
    }

    @Override
    public LedgerEntry decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        OptionalLong epoch = json.whole("epoch", 0);
        OptionalInt attempt = json.size("attempt", 0);
        return new LedgerEntry(
                Words.message(json, "id"),
                json.requiredWhole("sequence", 0),
                Words.constant(json, "event", LedgerEntry.Step.class, json.requiredText("event")),
                json.requiredTime("at"),
                epoch.isPresent() ? Optional.of(new Epoch(epoch.getAsLong())) : Optional.empty(),
                attempt.isPresent() ? Optional.of(attempt.getAsInt()) : Optional.empty(),
                json.text("outcome"));
    }
}
