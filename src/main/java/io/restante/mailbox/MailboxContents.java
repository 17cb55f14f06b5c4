package io.restante.mailbox;

import io.restante.base.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be read of one mailbox beside its head. Ranges never leave the mailbox. */
public interface MailboxContents {
    Optional<HeldMessage> message(long sequence);

    Optional<KnownId> known(MessageId id);

    /** A message in the dead letters. */
    Optional<HeldMessage> dead(long sequence);

    /** Messages in the dead letters, counted one by one. */
    int countDead();

    /**
     * Held messages in order of sequence. Each message up to where the walk ends is asked {@code until} and then {@code wanted}, once.
     *
     * @param from the first sequence looked at
     * @param to the last sequence looked at
     * @param wanted which of them are returned
     * @param until the first message for which this is true ends the walk and is not returned
     */
    List<HeldMessage> messages(
            long from, long to, int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until);

    /** Sequences of held messages whose sender chose when they expire, those that expire first first. */
    List<Deadline> expiring(int limit);

    /** A message whose sender chose its ttl. */
    record Deadline(Instant expiresAt, long sequence) {}
}
