package io.restante.query.routed;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import java.util.Optional;
import java.util.OptionalLong;

/** A method of {@link io.restante.query.MailboxQueries}, called elsewhere. */
sealed interface Question {
    MailboxId mailbox();

    record Status(MailboxId mailbox, Optional<Position> after) implements Question {}

    record Count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) implements Question {}

    record Look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after)
            implements Question {}

    record Accepted(MailboxId mailbox, MessageId id, Position position) implements Question {}

    record Sequence(MailboxId mailbox, MessageId id, Optional<Position> after) implements Question {}
}
