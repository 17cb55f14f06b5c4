package io.restante.gateway;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxReply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a gateway asks of mailboxes by writing records: adding messages, and commands whose reply comes back on the gateway's own topic.
 * Futures fail with {@link io.restante.query.UnavailableException} when no answer comes in time, and with {@link RefusedException} when
 * the answer is no.
 */
public interface Mailboxes {
    /** Where an added message lies, and the id it goes by. */
    record Added(MessageId id, Position position) {}

    /** Completes once the message is on the log with the acks of all in-sync replicas. */
    CompletableFuture<Added> add(MailboxId mailbox, AddMessage message);

    /** Completes once the command took effect. It sees every message this gateway added to the mailbox before. */
    CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command);

    /** What this gateway last wrote for the mailbox's partition: what its own readers must see. Empty when it wrote nothing yet. */
    Optional<Position> lastWrite(MailboxId mailbox);

    /** The last command this gateway wrote for the mailbox's partition: who has seen it has seen what its answer told. Empty when it wrote none yet. */
    default Optional<Position> lastCommand(MailboxId mailbox) {
        return Optional.empty();
    }
}
