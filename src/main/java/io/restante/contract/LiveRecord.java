package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.base.Payload;
import io.restante.group.EventId;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the topology tells one gateway: the value of a record of {@code delivery.live.<gateway>}; the key is the session's, or the group. */
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

    /**
     * The session was not granted.
     *
     * @param retryAfter when asking again is worth it, where it is
     */
    record Refused(String connection, String reason, Optional<Duration> retryAfter) implements LiveRecord {
        /** A refusal for good. */
        public Refused(String connection, String reason) {
            this(connection, reason, Optional.empty());
        }
    }

    /** The session of this epoch is no longer current. */
    record Close(String connection, Epoch epoch, EndReason reason) implements LiveRecord {}

    /** An event of a group, for these of its agents' sessions. */
    record FannedOut(List<String> connections, EventId id, Payload payload) implements LiveRecord {
        public FannedOut {
            connections = List.copyOf(connections);
        }
    }

    /** The answer to a command. */
    record Reply(String correlation, MailboxReply reply) implements LiveRecord {}
}
