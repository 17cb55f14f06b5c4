package io.restante.delivery.flow;

import io.restante.base.MailboxId;
import io.restante.contract.DeadLetter;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxEvent.MessageDied;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** A message whose attempts are spent, as a dead letter: what its sender wrote, and why it is there. */
final class DeadMessage {
    private DeadMessage() {}

    static Record<byte[], byte[]> of(Record<MailboxId, ?> record, MessageDied died, int partition) {
        HeldMessage message = died.message();
        AddMessage written = new AddMessage(
                Optional.of(message.id()),
                message.recipients(),
                message.payload(),
                message.ownTtl()
                        ? message.expiresAt().map(expiry -> Duration.between(message.receivedAt(), expiry))
                        : Optional.empty(),
                message.urgency(),
                message.collapseKey(),
                message.push());
        return new Record<>(
                Topics.MAILBOX_MESSAGES.keys().encode(record.key()),
                Topics.MAILBOX_MESSAGES.values().encode(written),
                record.timestamp(),
                DeadLetter.headers(
                        new RecordHeaders(),
                        "delivery",
                        "It was handed out " + often(message.attempts()) + " and never acknowledged.",
                        Topics.MAILBOX_MESSAGES.name() + "-" + partition + "-" + message.sequence(),
                        "",
                        message.attempts()));
    }

    private static String often(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }
}
