package io.restante.contract;

import io.restante.base.Rejection;
import io.restante.mailbox.Census;
import io.restante.mailbox.MailboxEvent;
import io.restante.session.EndReason;
import java.util.List;

/**
 * Is told what the topology does, so that it can be counted and shown. Processing threads call it for every record: it returns at once, never fails, and nothing that is decided
 * depends on it. After a crash it is told again what is done again.
 */
public interface Witness {
    /** The census of a partition's mailboxes: the same one for all who ask while the partition is here. */
    Census census(int partition);

    /** This instance no longer works on the partition. */
    void stopped(int partition);

    /** These changed a mailbox. */
    void happened(List<MailboxEvent> events);

    /** A record changed nothing in its mailbox. */
    void rejected(Rejection rejection);

    void sessionGranted();

    void sessionRefused(String reason);

    void sessionEnded(EndReason reason);

    /** A record went to the dead letters because this room could make nothing of it. */
    void deadLetter(String room);

    /** Nobody looks. */
    Witness NOBODY = Unheard.with(Census::new);

    /** Nobody could look: there is no census either. */
    Witness ABSENT = Unheard.with(Census::unkept);
}
