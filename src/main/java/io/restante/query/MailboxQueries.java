package io.restante.query;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Questions about a mailbox, answered from its store. Each may wait a moment until a position has been applied, so that callers read
 * their own writes; all throw {@link UnavailableException} when the answer cannot be known now.
 */
public interface MailboxQueries {
    /** @param after what the answer must have seen; empty for whatever is there */
    MailboxStatus status(MailboxId mailbox, Optional<Position> after);

    /** The part of its status that whoever adds to a mailbox asks for each time. */
    default Fullness fullness(MailboxId mailbox) {
        return Fullness.of(status(mailbox, Optional.empty()));
    }

    /** Messages held, handed out or not; with a recipient, those whose recipients contain it. */
    long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after);

    /**
     * Held messages from the oldest on; nothing changes.
     *
     * @param limit messages at most
     * @param limitBytes payload bytes at most, but always at least one message
     * @param from the first sequence to look at: 0, or one after the last of the page before
     */
    List<OpenMessage> look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after);

    /**
     * Whether the mailbox accepted the message that was added under this id at this position, or had accepted one of that id before. Waits
     * until the position has been applied.
     */
    boolean accepted(MailboxId mailbox, MessageId id, Position position);

    /** The sequence of a message that the mailbox holds, or remembers since it left. */
    OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after);

    /** Where the mailbox's devices are knocked at, the one registered first first. */
    List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after);

    /** The partition of every input that the mailbox belongs to. */
    int partition(MailboxId mailbox);
}
