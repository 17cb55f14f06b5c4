package io.restante.topology;

import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.MailboxRules;
import io.restante.session.SessionRules;
import java.time.Duration;

/**
 * The rules of the rooms, and how often a partition's clock writes a tick.
 *
 * @param tickInterval time between two ticks; deadlines are decided when one comes
 */
public record Rules(MailboxRules mailbox, SessionRules session, DeliveryRules delivery, Duration tickInterval) {
    public static final Rules DEFAULTS =
            new Rules(MailboxRules.DEFAULTS, SessionRules.DEFAULTS, DeliveryRules.DEFAULTS, Duration.ofMillis(500));
}
