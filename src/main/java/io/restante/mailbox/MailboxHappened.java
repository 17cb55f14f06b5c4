package io.restante.mailbox;

import java.util.List;

/**
 * What one record made happen to one mailbox, in order.
 *
 * @param again whether this was told before and is only told once more: the state did not change now
 */
public record MailboxHappened(List<MailboxEvent> events, boolean again) {
    public MailboxHappened {
        events = List.copyOf(events);
    }
}
