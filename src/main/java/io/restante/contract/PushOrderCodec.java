package io.restante.contract;

import io.restante.base.Urgency;
import io.restante.push.PushNotification;
import io.restante.push.PushOrder;
import java.io.IOException;
import java.time.Instant;

/** The value of a record of {@code push.notifications}. */
final class PushOrderCodec implements Codec<PushOrder> {
    @Override
    public byte[] encode(PushOrder order) {
        return JsonText.object(json -> {
            switch (order) {
                case PushNotification push -> write(json, push);
                case PushOrder.Cancel cancel -> json.put("cancel", cancel.notificationId());
            }
        });
    }

    private static void write(JsonText json, PushNotification push) throws IOException {
        json.put("notification_id", push.notificationId());
        if (push.attempt() > 1) {
            json.put("attempt", push.attempt());
        }
        json.put("mailbox", push.mailbox().value())
                .putObject("target", target -> Words.target(target, push.target()))
                .put("message_id", push.messageId().value())
                .put("count", push.count())
                .put("received_at", push.receivedAt())
                .put("urgency", push.urgency().word())
                .putIfPresent("collapse_key", push.collapseKey())
                .putIfPresent("expires_at", push.expiresAt());
    }

    /** A knock from before it said how much is held and since when is about one message that has just come. */
    @Override
    public PushOrder decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        if (json.has("cancel")) {
            return new PushOrder.Cancel(json.requiredText("cancel"));
        }
        return new PushNotification(
                json.requiredText("notification_id"),
                json.size("attempt", 1).orElse(1),
                Words.mailbox(json, "mailbox"),
                Words.target(json.requiredObject("target")),
                Words.message(json, "message_id"),
                json.whole("count", 0).orElse(1),
                json.time("received_at").orElse(Instant.EPOCH),
                Words.constant(json, "urgency", Urgency.class, json.requiredText("urgency")),
                json.text("collapse_key"),
                json.time("expires_at"));
    }
}
