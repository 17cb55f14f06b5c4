package io.restante.delivery.flow;

import io.restante.base.MailboxId;
import io.restante.base.PushTarget;
import io.restante.contract.DeadLetter;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.MailboxHappened;
import io.restante.push.Knock;
import io.restante.push.NotificationId;
import io.restante.push.PushEvent;
import io.restante.push.PushEvent.KnockAnswered;
import io.restante.push.PushEvent.KnockCancelled;
import io.restante.push.PushEvent.KnockIssued;
import io.restante.push.PushEvent.KnockPostponed;
import io.restante.push.PushEvent.KnockSettled;
import io.restante.push.PushEvent.KnockThrottled;
import io.restante.push.PushEvent.LookPlanned;
import io.restante.push.PushEvent.Seen;
import io.restante.push.PushEvent.TargetGone;
import io.restante.push.PushEvent.TargetNamed;
import io.restante.push.PushEvent.TargetRegistered;
import io.restante.push.PushEvent.TargetRemoved;
import io.restante.push.PushNotification;
import io.restante.push.PushOrder;
import io.restante.push.PushOutcome;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells of knocks: senders what to send and what not any more, the ledger what became of it, the dead letters what nobody takes. */
final class Knocks {
    private final ProcessorContext<Object, Object> context;
    private final Outbox outbox;
    private final Sinks sinks;

    Knocks(ProcessorContext<Object, Object> context, Outbox outbox, Sinks sinks) {
        this.context = context;
        this.outbox = outbox;
        this.sinks = sinks;
    }

    void tell(Record<MailboxId, MailboxHappened> record, PushEvent event) {
        switch (event) {
            case KnockIssued issued ->
                order(record, notification(record.key(), issued.target(), issued.knock(), issued.count()));
            case KnockCancelled cancelled -> cancelled(record, cancelled.knock());
            case KnockAnswered answered -> answered(record, answered);
            case KnockSettled settled -> settled(record, settled);
            // What the mailbox knows; nobody outside is concerned.
            case KnockThrottled throttled -> {}
            case KnockPostponed postponed -> {}
            case TargetNamed named -> {}
            case TargetRegistered registered -> {}
            case TargetRemoved removed -> {}
            case TargetGone gone -> {}
            case Seen seen -> {}
            case LookPlanned planned -> {}
        }
    }

    /** A knock that a sender was asked for may not be sent yet; of the others no sender knows. */
    private void cancelled(Record<MailboxId, MailboxHappened> record, Knock knock) {
        if (knock.issued()) {
            order(record, new PushOrder.Cancel(name(knock)));
        }
    }

    private void answered(Record<MailboxId, MailboxHappened> record, KnockAnswered answered) {
        if (answered.result().outcome() != PushOutcome.NOT_CONFIGURED) {
            ledger(record, answered.knock(), answered.result().outcome());
        }
    }

    private void settled(Record<MailboxId, MailboxHappened> record, KnockSettled settled) {
        switch (settled.outcome()) {
            case REFUSED -> bury(record, settled);
            case DROPPED -> ledger(record, settled.knock(), PushOutcome.DROPPED);
            // Told as the answer it was.
            case SENT, TARGET_GONE, RETRY, NOT_CONFIGURED -> {}
        }
    }

    private void order(Record<MailboxId, MailboxHappened> record, PushOrder order) {
        outbox.send(Topics.PUSH_NOTIFICATIONS, sinks.push(), record.key(), order, record.timestamp());
    }

    private PushNotification notification(MailboxId mailbox, PushTarget target, Knock knock, long count) {
        return new PushNotification(
                name(knock),
                knock.attempt(),
                mailbox,
                target,
                knock.messageId(),
                count,
                knock.receivedAt(),
                knock.urgency(),
                knock.collapseKey(),
                knock.expiresAt());
    }

    private String name(Knock knock) {
        return new NotificationId(context.taskId().partition(), knock.sequence(), knock.serial()).text();
    }

    private void ledger(Record<MailboxId, MailboxHappened> record, Knock knock, PushOutcome outcome) {
        outbox.send(
                Topics.MAILBOX_LEDGER,
                sinks.ledger(),
                record.key(),
                new LedgerEntry(
                        knock.messageId(),
                        knock.sequence(),
                        LedgerEntry.Step.PUSHED,
                        Instant.ofEpochMilli(record.timestamp()),
                        Optional.empty(),
                        Optional.of(knock.attempt()),
                        Optional.of(outcome.word())),
                record.timestamp());
    }

    private void bury(Record<MailboxId, MailboxHappened> record, KnockSettled settled) {
        PushNotification refused = notification(record.key(), settled.target(), settled.knock(), 0);
        context.forward(
                new Record<>(
                        Topics.PUSH_NOTIFICATIONS.keys().encode(record.key()),
                        Topics.PUSH_NOTIFICATIONS.values().encode(refused),
                        record.timestamp(),
                        DeadLetter.headers(
                                new RecordHeaders(),
                                "push",
                                "The provider refused the notification: "
                                        + settled.providerCode().orElse("it gave no reason") + ".",
                                Topics.PUSH_NOTIFICATIONS.name() + "/" + refused.notificationId(),
                                "",
                                settled.knock().attempt())),
                sinks.deadLetters());
    }
}
