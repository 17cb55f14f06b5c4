package io.restante.push;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import java.time.Instant;
import java.util.Optional;

/**
 * A knock on the door, never the mail.
 *
 * @param notificationId the same whenever the same decision is made again
 * @param attempt which try it is, from 1
 * @param count messages the mailbox held when it was decided
 * @param receivedAt when the message came
 * @param expiresAt when the message ends, and the knock with it
 */
public record PushNotification(
        String notificationId,
        int attempt,
        MailboxId mailbox,
        PushTarget target,
        MessageId messageId,
        long count,
        Instant receivedAt,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<Instant> expiresAt)
        implements PushOrder {}
