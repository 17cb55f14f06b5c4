package io.restante.session;

import io.restante.base.AgentId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;

/** Whose live session it is; each key has at most one that is current. */
public sealed interface SessionKey {
    /** The live session of a mailbox, which gets the mailbox's messages. */
    record OfMailbox(MailboxId mailbox) implements SessionKey {
        @Override
        public String text() {
            return mailbox.value();
        }
    }

    /** The live session of an agent in a group, which gets the group's events. */
    record OfAgent(GroupId group, AgentId agent) implements SessionKey {
        @Override
        public String text() {
            return group.value() + MailboxId.SEPARATOR + agent.value();
        }
    }

    /** The key of its records. */
    String text();

    /**
     * The key whose text this is.
     *
     * @throws IllegalArgumentException when a part is empty or too long
     */
    static SessionKey parse(String text) {
        int end = text.indexOf(MailboxId.SEPARATOR);
        return end < 0
                ? new OfMailbox(new MailboxId(text))
                : new OfAgent(new GroupId(text.substring(0, end)), new AgentId(text.substring(end + 1)));
    }
}
