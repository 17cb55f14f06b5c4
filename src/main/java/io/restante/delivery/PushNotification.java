package io.restante.delivery;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import java.time.Instant;
import java.util.Optional;

/**
 * A knock on the door, never the mail: the value of a record of {@code push.notifications}.
 *
 * @param notificationId the same whenever the same decision is made again
 * @param expiresAt when the message ends, and the knock with it
 */
public record PushNotification(
        String notificationId,
        MailboxId mailbox,
        PushTarget target,
        MessageId messageId,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<Instant> expiresAt) {}
