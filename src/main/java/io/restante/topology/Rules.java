package io.restante.topology;

import io.restante.delivery.DeliveryRules;
import io.restante.group.GroupRules;
import io.restante.mailbox.MailboxRules;
import io.restante.push.PushRules;
import io.restante.session.SessionRules;
import java.time.Duration;

/**
 * The rules of the rooms, and how often a partition's clock writes a tick.
 *
 * @param tickInterval time between two ticks; deadlines are decided when one comes
 * @param partitions of every input; 0 when each record is sure to lie where it belongs
 */
public record Rules(
        MailboxRules mailbox,
        SessionRules session,
        DeliveryRules delivery,
        GroupRules group,
        PushRules push,
        Duration tickInterval,
        int partitions) {
    public static final Rules DEFAULTS =
            new Rules(MailboxRules.DEFAULTS, SessionRules.DEFAULTS, DeliveryRules.DEFAULTS, Duration.ofMillis(500));

    /** The rules of a topology that is told nothing of groups and partitions. */
    public Rules(MailboxRules mailbox, SessionRules session, DeliveryRules delivery, Duration tickInterval) {
        this(mailbox, session, delivery, GroupRules.DEFAULTS, PushRules.DEFAULTS, tickInterval, 0);
    }

    /** The rules of a topology that knocks as is usual. */
    public Rules(
            MailboxRules mailbox,
            SessionRules session,
            DeliveryRules delivery,
            GroupRules group,
            Duration tickInterval,
            int partitions) {
        this(mailbox, session, delivery, group, PushRules.DEFAULTS, tickInterval, partitions);
    }
}
