package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.IdPage;
import io.restante.contract.MailboxForms;
import io.restante.contract.MailboxLayout;
import io.restante.store.WriteBehindStore;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The index of ids to forget: pages of ids whose messages left, of all mailboxes, in order of time. A page that a crash cut short is followed by another that begins
 * where the records are applied again; an id that stands on two pages is forgotten once.
 */
final class IdPages {
    private static final int FULL = 500;

    /** Ends on one page lie this close together, so that none is remembered much longer than it must be. */
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final WriteBehindStore store;
    private Bytes key = Bytes.wrap(Bytes.EMPTY);
    private @Nullable IdPage page;

    IdPages(WriteBehindStore store) {
        this.store = store;
    }

    void add(MailboxId mailbox, MessageId id, Instant endedAt, Place place) {
        IdPage open = page;
        if (open == null || open.ids().size() >= FULL || !spans(open, endedAt)) {
            open = new IdPage();
            page = open;
            key = unused(endedAt, place);
        }
        open.add(new IdPage.Ended(mailbox, id, endedAt));
        store.put(key, open, MailboxForms.PAGE);
    }

    private static boolean spans(IdPage page, Instant end) {
        Instant first = page.ids().getFirst().endedAt();
        return !end.isBefore(first) && Duration.between(first, end).compareTo(SPAN) < 0;
    }

    private Bytes unused(Instant end, Place place) {
        int number = 0;
        while (true) {
            Bytes candidate = MailboxLayout.forget(end, place.input(), place.offset(), number++);
            if (store.get(candidate, MailboxForms.PAGE) == null) {
                return candidate;
            }
        }
    }
}
