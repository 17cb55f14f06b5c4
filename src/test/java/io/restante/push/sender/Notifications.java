package io.restante.push.sender;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import io.restante.push.PushNotification;
import java.time.Instant;
import java.util.Optional;

/** Notifications to send. */
final class Notifications {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Notifications() {}

    static PushNotification to(PushTarget target) {
        return to(target, 1);
    }

    static PushNotification to(PushTarget target, int number) {
        return to(target, number, Urgency.NORMAL, Optional.empty(), Optional.empty());
    }

    static PushNotification to(
            PushTarget target, int number, Urgency urgency, Optional<String> collapseKey, Optional<Instant> expiresAt) {
        return new PushNotification(
                "push-0-" + number + "-1",
                1,
                new MailboxId("alice"),
                target,
                new MessageId("m" + number),
                3,
                NOW,
                urgency,
                collapseKey,
                expiresAt);
    }
}
