package io.restante.mailbox;

import io.restante.base.Rejection;
import java.util.List;

/** What a mailbox answers to a command. */
public sealed interface MailboxReply {
    /** The messages of a take, oldest first. */
    record Taken(List<OpenMessage> messages) implements MailboxReply {
        public Taken {
            messages = List.copyOf(messages);
        }
    }

    /** How many messages an acknowledgement ended, and how many ids it named that the mailbox does not hold. */
    record Acknowledged(long acknowledged, long unknown) implements MailboxReply {}

    /** How many messages a purge ended, or would have ended. */
    record Purged(long messages, boolean dryRun) implements MailboxReply {}

    /** The dead letter waits in the mailbox again. */
    record PutBack() implements MailboxReply {}

    /** Nothing changed, and why. */
    record Declined(Rejection rejection) implements MailboxReply {}
}
