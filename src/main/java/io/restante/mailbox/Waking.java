package io.restante.mailbox;

import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxEvent.IdForgotten;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.WakeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a mailbox does when it is looked at because of the time. Each kind of deadline is dealt with in bounded steps. */
final class Waking {
    /** Entries of one kind that one look deals with at most; what is left keeps the mailbox due. */
    private static final int BATCH = 500;

    private final MailboxRules rules;
    private final HandingOut handingOut;

    Waking(MailboxRules rules, HandingOut handingOut) {
        this.rules = rules;
        this.handingOut = handingOut;
    }

    void wake(Turn turn) {
        expire(turn);
        handingOut.redeliver(turn);
        handingOut.fill(turn);
        forget(turn);
        Optional<Instant> next = nextWake(turn);
        if (!next.equals(turn.head().wakeAt())) {
            turn.happen(new WakeSet(next));
        }
    }

    private static void expire(Turn turn) {
        Instant now = turn.now();
        List<HeldMessage> expired = new ArrayList<>();
        for (MailboxContents.Deadline deadline : turn.mailbox.expiring(BATCH)) {
            if (now.isBefore(deadline.expiresAt())) {
                break;
            }
            turn.mailbox.message(deadline.sequence()).ifPresent(expired::add);
        }
        expired.addAll(turn.mailbox.messages(
                turn.head().first(),
                turn.head().last(),
                BATCH,
                held -> !held.ownTtl(),
                held -> !held.ownTtl() && !held.expiredAt(now)));
        expired.forEach(held -> turn.happen(new MessageDropped(held, Step.EXPIRED, now)));
    }

    private void forget(Turn turn) {
        for (MailboxContents.Forgettable ended : turn.mailbox.ended(BATCH)) {
            if (turn.now().isBefore(forgettableAt(ended))) {
                break;
            }
            turn.happen(new IdForgotten(ended));
        }
    }

    private Instant forgettableAt(MailboxContents.Forgettable ended) {
        return ended.endedAt().plus(rules.dedupeWindow());
    }

    private Optional<Instant> nextWake(Turn turn) {
        List<Instant> deadlines = new ArrayList<>();
        HandingOut.nextDue(turn).ifPresent(deadlines::add);
        turn.head()
                .window()
                .filter(window -> !window.openAt(turn.now()))
                .ifPresent(window -> deadlines.add(window.opensAt()));
        turn.mailbox.expiring(1).forEach(deadline -> deadlines.add(deadline.expiresAt()));
        turn.mailbox
                .messages(turn.head().first(), turn.head().last(), 1, held -> !held.ownTtl(), held -> false)
                .forEach(held -> held.expiresAt().ifPresent(deadlines::add));
        turn.mailbox.ended(1).forEach(ended -> deadlines.add(forgettableAt(ended)));
        return deadlines.stream().min(Instant::compareTo);
    }
}
