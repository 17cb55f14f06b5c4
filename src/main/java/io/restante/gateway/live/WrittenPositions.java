package io.restante.gateway.live;

import io.restante.base.MailboxId;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How far this gateway has written one input, by partition: what its own readers must see. */
final class WrittenPositions {
    private final int partitions;
    private final Map<Integer, Position> highest = new ConcurrentHashMap<>();

    WrittenPositions(int partitions) {
        this.partitions = partitions;
    }

    void add(Position position) {
        highest.merge(position.partition(), position, (before, now) -> now.offset() > before.offset() ? now : before);
    }

    /** The highest position on the mailbox's partition, which is the one the producer chooses for its key. */
    Optional<Position> of(MailboxId mailbox) {
        return Optional.ofNullable(highest.get(partition(mailbox)));
    }

    int partition(MailboxId mailbox) {
        return Topics.MAILBOX_MESSAGES.partition(mailbox, partitions);
    }
}
