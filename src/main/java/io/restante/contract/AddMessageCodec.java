package io.restante.contract;

import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import io.restante.mailbox.AddMessage;
import java.time.Duration;
import java.util.Optional;

/** The value of a record of {@code mailbox.messages}. */
final class AddMessageCodec implements Codec<AddMessage> {
    @Override
    public byte[] encode(AddMessage message) {
        return JsonText.object(json -> {
            json.putIfPresent("id", message.id());
            json.putTexts("recipients", message.recipients());
            json.put("payload", message.payload());
            json.putIfPresent("ttl_seconds", message.ttl().map(Duration::toSeconds));
            if (message.urgency() != Urgency.NORMAL) {
                json.put("urgency", message.urgency().word());
            }
            json.putIfPresent("collapse_key", message.collapseKey());
            if (message.push().isPresent()) {
                PushTarget target = message.push().get();
                json.putObject("push", inner -> Words.target(inner, target));
            }
        });
    }

    @Override
    public AddMessage decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        Optional<JsonObject> push = json.object("push");
        return new AddMessage(
                json.has("id") ? Optional.of(Words.message(json, "id")) : Optional.<MessageId>empty(),
                json.texts("recipients"),
                json.requiredPayload(),
                json.seconds("ttl_seconds"),
                Words.urgency(json),
                json.text("collapse_key"),
                push.isPresent() ? Optional.of(Words.target(push.get())) : Optional.empty());
    }
}
