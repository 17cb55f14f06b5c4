package io.restante.contract;

import io.restante.base.Urgency;
import io.restante.delivery.PushNotification;

/** The value of a record of {@code push.notifications}. */
final class PushNotificationCodec implements Codec<PushNotification> {
    @Override
    public byte[] encode(PushNotification push) {
        return JsonText.object(json -> json.put("notification_id", push.notificationId())
                .put("mailbox", push.mailbox().value())
                .putObject("target", target -> Words.target(target, push.target()))
                .put("message_id", push.messageId().value())
                .put("urgency", push.urgency().word())
                .putIfPresent("collapse_key", push.collapseKey())
                .putIfPresent("expires_at", push.expiresAt()));
    }

    @Override
    public PushNotification decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        JsonObject target = json.object("target").orElseThrow(() -> json.complaint("target", "is missing"));
        return new PushNotification(
                json.requiredText("notification_id"),
                Words.mailbox(json, "mailbox"),
                Words.target(target),
                Words.message(json, "message_id"),
                Words.constant(json, "urgency", Urgency.class, json.requiredText("urgency")),
                json.text("collapse_key"),
                json.time("expires_at"));
    }
}
