package io.restante.mailbox;

import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.WakeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a mailbox does when it is looked at because of the time. Each kind of deadline is dealt with in bounded steps. */
final class Waking {
    /** Entries of one kind that one look deals with at most; what is left keeps the mailbox due. */
    static final int BATCH = 500;

    private final HandingOut handingOut;
    private final Knocking knocking;

    Waking(HandingOut handingOut, Knocking knocking) {
        this.handingOut = handingOut;
        this.knocking = knocking;
    }

    void wake(Turn turn) {
        expire(turn);
        handingOut.redeliver(turn);
        handingOut.fill(turn);
        knocking.wake(turn);
        Optional<Instant> next = nextWake(turn);
        if (!next.equals(turn.head().wakeAt())) {
            turn.happen(new WakeSet(next));
        }
    }

    private static void expire(Turn turn) {
        Instant now = turn.now();
        List<HeldMessage> expired = new ArrayList<>();
        for (MailboxContents.Deadline deadline : chosen(turn, BATCH)) {
            if (now.isBefore(deadline.expiresAt())) {
                break;
            }
            turn.mailbox.message(deadline.sequence()).ifPresent(expired::add);
        }
        expired.addAll(byRule(turn, BATCH, held -> held.expiresByRule() && !held.expiredAt(now)));
        expired.forEach(held -> expire(turn, held));
    }

    /** It was over when its time came, whenever that was noticed. */
    static void expire(Turn turn, HeldMessage held) {
        turn.happen(new MessageDropped(held, Step.EXPIRED, held.expiresAt().orElse(turn.now())));
    }

    /** Deadlines that senders chose. */
    private static List<MailboxContents.Deadline> chosen(Turn turn, int limit) {
        MailboxHead head = turn.head();
        return head.allExpireByRule() ? List.of() : turn.mailbox.expiring(limit);
    }

    /** Messages that expire by the rule: those that came first expire first. */
    private static List<HeldMessage> byRule(Turn turn, int limit, Predicate<HeldMessage> until) {
        MailboxHead head = turn.head();
        return head.expiringByRule() == 0
                ? List.of()
                : turn.mailbox.messages(head.first(), head.last(), limit, HeldMessage::expiresByRule, until);
    }

    private static Optional<Instant> nextWake(Turn turn) {
        List<Instant> deadlines = new ArrayList<>();
        HandingOut.nextDue(turn).ifPresent(deadlines::add);
        turn.head()
                .window()
                .filter(window -> !window.openAt(turn.now()))
                .ifPresent(window -> deadlines.add(window.opensAt()));
        chosen(turn, 1).forEach(deadline -> deadlines.add(deadline.expiresAt()));
        byRule(turn, 1, held -> false).forEach(held -> held.expiresAt().ifPresent(deadlines::add));
        turn.head().push().dueAt().ifPresent(deadlines::add);
        return deadlines.stream().min(Instant::compareTo);
    }
}
