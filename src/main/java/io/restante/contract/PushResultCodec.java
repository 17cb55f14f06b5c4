package io.restante.contract;

import io.restante.push.PushOutcome;
import io.restante.push.PushResult;

/** The value of a record of {@code push.results}. */
final class PushResultCodec implements Codec<PushResult> {
    @Override
    public byte[] encode(PushResult result) {
        return JsonText.object(json -> {
            json.put("notification_id", result.notificationId());
            if (result.attempt().isPresent()) {
                json.put("attempt", result.attempt().getAsInt());
            }
            json.put("outcome", result.outcome().word())
                    .putIfPresent("provider_code", result.providerCode())
                    .putIfPresent("retry_after", result.retryAfter())
                    .put("at", result.at());
        });
    }

    @Override
    public PushResult decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new PushResult(
                json.requiredText("notification_id"),
                json.size("attempt", 1),
                Words.constant(json, "outcome", PushOutcome.class, json.requiredText("outcome")),
                json.text("provider_code"),
                json.duration("retry_after"),
                json.requiredTime("at"));
    }
}
