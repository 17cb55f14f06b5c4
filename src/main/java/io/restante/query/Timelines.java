package io.restante.query;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.mailbox.LedgerEntry;
import io.restante.session.EndedSession;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * What has happened, read from the log: the topology writes it down shortly after it has happened, so the newest may be missing for a
 * moment. Throws {@link UnavailableException} when the log cannot be read in time.
 */
public interface Timelines {
    /**
     * What happened to a message, as it happened, each thing once. Empty when nothing is on record.
     *
     * @param sequence the message's own, where the mailbox remembers it: the reading starts when the message was received
     * @param since where the reading starts otherwise
     */
    List<LedgerEntry> message(MailboxId mailbox, MessageId id, OptionalLong sequence, Instant since);

    /** The mailbox's live sessions that are over and were alive at some time from one instant to the other, the oldest first. */
    List<EndedSession> sessions(MailboxId mailbox, Instant from, Instant to);

    /** The same of the group's agents. */
    List<EndedSession> sessions(GroupId group, Instant from, Instant to);
}
