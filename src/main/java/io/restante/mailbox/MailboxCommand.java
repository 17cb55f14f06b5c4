package io.restante.mailbox;

import io.restante.base.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What can be asked of a mailbox: the value of a record of {@code mailbox.commands}. */
public sealed interface MailboxCommand {
    /**
     * Answer with the oldest messages and mark them handed out.
     *
     * @param limit messages at most; absent, the rule's page maximum
     * @param limitBytes payload bytes at most, but always at least one message; wins over the limit
     * @param recipient only messages whose recipients contain it
     * @param lease hide them from other takes for so long; absent, the take is repeatable
     */
    record TakeMessages(
            OptionalInt limit, OptionalLong limitBytes, Optional<String> recipient, Optional<Duration> lease)
            implements MailboxCommand {}

    /** These messages arrived; they leave. Unknown ids and repeats change nothing. */
    record AcknowledgeMessages(List<MessageId> ids) implements MailboxCommand {
        public AcknowledgeMessages {
            ids = List.copyOf(ids);
        }
    }

    /** All messages whose recipients contain this DID arrived; they leave. */
    record AcknowledgeAll(String recipient) implements MailboxCommand {}

    /** A message that went to the dead letters waits in its mailbox again, its attempts counted anew. */
    record PutBackMessage(MessageId id) implements MailboxCommand {}

    /**
     * Everything held leaves un-acknowledged, or everything for one recipient.
     *
     * @param dryRun only count what would leave
     */
    record PurgeMessages(Optional<String> recipient, boolean dryRun) implements MailboxCommand {}
}
