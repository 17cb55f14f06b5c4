package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mailboxes this run has met since their partition started, and made whole then: what it does to them afterwards it does completely. Remembers a bounded
 * number; mending one twice is only work.
 */
final class Met {
    private static final int REMEMBERED = 100_000;

    private final Map<MailboxId, Boolean> mailboxes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MailboxId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether this is the first time the mailbox is met. */
    boolean add(MailboxId mailbox) {
        return mailboxes.put(mailbox, true) == null;
    }

    /** Nothing is torn any more; nothing needs to be remembered. */
    void clear() {
        if (!mailboxes.isEmpty()) {
            mailboxes.clear();
        }
    }
}
