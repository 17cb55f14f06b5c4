package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import java.util.Optional;

/**
 * Once after each start, goes by all mailboxes and sees to it that what each plans is in the index of wakes. The index can have lost it: an instance that was
 * taken for dead has written more than the changelog has, the deletion of a wake among it, and when it takes the partition over again, it is told what the other
 * instance wrote since then, the head with its older plan among it. Nobody would look at such a mailbox again.
 */
final class PlanWalk {
    /** Mailboxes that one tick goes by, at most. */
    private static final int BATCH = 500;

    private Optional<MailboxId> last = Optional.empty();
    private boolean over;

    /** Returns whether a plan had been lost. */
    boolean goOn(MailboxStore store) {
        boolean lost = false;
        for (int met = 0; met < BATCH && !over; met++) {
            Optional<MailboxId> next = store.after(last);
            over = next.isEmpty();
            if (next.isPresent()) {
                lost |= store.keepPlan(next.get());
                last = next;
            }
        }
        return lost;
    }
}
