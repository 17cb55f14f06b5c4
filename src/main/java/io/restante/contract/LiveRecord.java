package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.util.List;

/** What the topology tells one gateway: the value of a record of {@code delivery.live.<gateway>}; the key is the mailbox. */
public sealed interface LiveRecord {
    /** Send these messages to the session; drop them if its socket has another epoch. Not a delivery until acknowledged. */
    record HandOut(String connection, Epoch epoch, List<OpenMessage> messages) implements LiveRecord {
        public HandOut {
            messages = List.copyOf(messages);
        }
    }

    /** Everything that waited when the session opened has been handed out. */
    record BacklogDone(String connection, Epoch epoch) implements LiveRecord {}

    /** The session is current, under this epoch. */
    record Granted(String connection, Epoch epoch) implements LiveRecord {}

    /** The session was not granted. */
    record Refused(String connection, String reason) implements LiveRecord {}

    /** The session of this epoch is no longer current. */
    record Close(String connection, Epoch epoch, EndReason reason) implements LiveRecord {}

    /** The answer to a command. */
    record Reply(String correlation, MailboxReply reply) implements LiveRecord {}
}
