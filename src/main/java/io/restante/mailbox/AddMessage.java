package io.restante.mailbox;

import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keep this message for the mailbox until it is acknowledged: the value of a record of {@code mailbox.messages}.
 *
 * @param id the sender's id, which makes a retry idempotent; absent, the record's place on the log is the id
 * @param recipients DIDs the message is for; may be empty
 * @param ttl how long it is held; absent, the mailbox's rule applies; zero means for ever
 * @param push where to knock when nobody is there
 */
public record AddMessage(
        Optional<MessageId> id,
        List<String> recipients,
        Payload payload,
        Optional<Duration> ttl,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<PushTarget> push) {
    public AddMessage {
        recipients = List.copyOf(recipients);
    }

    /** A message with nothing but its payload. */
    public static AddMessage of(Payload payload) {
        return new AddMessage(
                Optional.empty(),
                List.of(),
                payload,
                Optional.empty(),
                Urgency.NORMAL,
                Optional.empty(),
                Optional.empty());
    }

    public AddMessage withId(MessageId newId) {
        return new AddMessage(Optional.of(newId), recipients, payload, ttl, urgency, collapseKey, push);
    }

    public AddMessage withPush(PushTarget target) {
        return new AddMessage(id, recipients, payload, ttl, urgency, collapseKey, Optional.of(target));
    }
}
