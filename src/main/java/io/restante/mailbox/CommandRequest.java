package io.restante.mailbox;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command, where its reply goes if anybody waits for one, and what must have happened before.
 *
 * @param after offset on the mailbox's partition of {@code mailbox.messages} that must have been applied before the command is, so
 *     that its sender reads its own writes
 * @param deferrals how many times the command has been written anew because {@code after} was not reached yet
 */
public record CommandRequest(
        MailboxCommand command, Optional<ReplyAddress> replyTo, OptionalLong after, int deferrals) {
    /** A command nobody waits for. */
    public static CommandRequest of(MailboxCommand command) {
        return new CommandRequest(command, Optional.empty(), OptionalLong.empty(), 0);
    }

    public CommandRequest deferred() {
        return new CommandRequest(command, replyTo, after, deferrals + 1);
    }
}
