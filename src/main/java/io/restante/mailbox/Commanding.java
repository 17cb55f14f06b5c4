package io.restante.mailbox;

import io.restante.base.MessageId;
import io.restante.base.Rejection;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxEvent.CursorMoved;
import io.restante.mailbox.MailboxEvent.FrontMoved;
import io.restante.mailbox.MailboxEvent.MessageAcknowledged;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessagePutBack;
import io.restante.mailbox.MailboxEvent.MessageTaken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What commands do to a mailbox. A message that came in after a command, and is here because a crash lets the command be applied once more, is none of its
 * business.
 */
final class Commanding {
    private final MailboxRules rules;
    private final DeliveryRules delivery;
    private final HandingOut handingOut;
    private final Knocking knocking;

    Commanding(MailboxRules rules, DeliveryRules delivery, HandingOut handingOut, Knocking knocking) {
        this.rules = rules;
        this.delivery = delivery;
        this.handingOut = handingOut;
        this.knocking = knocking;
    }

    /**
     * Does what the command asks for; what is to be answered.
     *
     * @param offset the command's record
     */
    MailboxReply done(Turn turn, MailboxCommand command, long offset) {
        Predicate<HeldMessage> there = message -> !message.cameAfter(offset);
        return switch (command) {
            case TakeMessages take -> take(turn, take, there);
            case AcknowledgeMessages acknowledge -> acknowledge(turn, acknowledge, there);
            case AcknowledgeAll all -> acknowledgeAll(turn, all, there);
            case PutBackMessage putBack -> putBack(turn, putBack, offset);
            case PurgeMessages purge -> purge(turn, purge, there);
        };
    }

    private MailboxReply take(Turn turn, TakeMessages take, Predicate<HeldMessage> there) {
        int limit = Math.min(take.limit().orElse(rules.pageMaximum()), rules.pageMaximum());
        long limitBytes = Math.min(take.limitBytes().orElse(rules.pageBytes()), rules.pageBytes());
        long first = turn.head().first();
        List<OpenMessage> taken = new ArrayList<>();
        long bytes = 0;
        for (HeldMessage held : turn.mailbox.messages(
                first,
                turn.head().last(),
                limit,
                message -> message.isFor(take.recipient()) && !message.leasedAt(turn.now()) && there.test(message),
                message -> false)) {
            bytes += held.size();
            if (!taken.isEmpty() && bytes > limitBytes) {
                break;
            }
            Instant due = turn.now().plus(take.lease().orElse(delivery.acknowledgementWait()));
            HeldMessage out = held.handedOut(
                    new HandOut(Optional.empty(), turn.now(), due, take.lease().isPresent()));
            turn.happen(new MessageTaken(out));
            turn.wakeBy(due);
            taken.add(out.open());
        }
        if (!taken.isEmpty()) {
            knocking.looked(turn);
        }
        if (!taken.isEmpty() && take.recipient().isEmpty() && taken.getFirst().sequence() > first) {
            noteFront(turn, taken.getFirst().sequence());
        }
        return new MailboxReply.Taken(taken);
    }

    /** Leased messages may stand before the first that was taken, so the front is looked up, not assumed. */
    private static void noteFront(Turn turn, long atMost) {
        turn.mailbox.messages(turn.head().first(), atMost, 1, held -> true, held -> false).stream()
                .map(HeldMessage::sequence)
                .filter(sequence -> sequence > turn.head().first())
                .forEach(sequence -> turn.happen(new FrontMoved(sequence)));
    }

    private MailboxReply acknowledge(Turn turn, AcknowledgeMessages acknowledge, Predicate<HeldMessage> there) {
        long acknowledged = 0;
        long unknown = 0;
        Set<MessageId> seen = new HashSet<>();
        for (MessageId id : acknowledge.ids()) {
            if (!seen.add(id)) {
                continue;
            }
            Optional<HeldMessage> held = turn.mailbox
                    .known(id)
                    .flatMap(known -> turn.mailbox.message(known.sequence()))
                    .filter(message -> message.id().equals(id))
                    .filter(there);
            if (held.isPresent()) {
                end(turn, held.get());
                acknowledged++;
            } else {
                unknown++;
            }
        }
        if (acknowledged > 0) {
            knocking.seen(turn);
        }
        handingOut.fill(turn);
        return new MailboxReply.Acknowledged(acknowledged, unknown);
    }

    private MailboxReply acknowledgeAll(Turn turn, AcknowledgeAll all, Predicate<HeldMessage> there) {
        List<HeldMessage> theirs = heldFor(turn, Optional.of(all.recipient()), there);
        theirs.forEach(message -> end(turn, message));
        if (!theirs.isEmpty()) {
            knocking.seen(turn);
        }
        handingOut.fill(turn);
        return new MailboxReply.Acknowledged(theirs.size(), 0);
    }

    private static void end(Turn turn, HeldMessage message) {
        turn.happen(new MessageAcknowledged(message, turn.now()));
    }

    private MailboxReply purge(Turn turn, PurgeMessages purge, Predicate<HeldMessage> there) {
        List<HeldMessage> theirs = heldFor(turn, purge.recipient(), there);
        if (!purge.dryRun()) {
            theirs.forEach(message -> turn.happen(new MessageDropped(message, Step.PURGED, turn.now())));
            knocking.emptied(turn);
            handingOut.fill(turn);
        }
        return new MailboxReply.Purged(theirs.size(), purge.dryRun());
    }

    private static List<HeldMessage> heldFor(Turn turn, Optional<String> recipient, Predicate<HeldMessage> there) {
        return turn.mailbox.messages(
                turn.head().first(),
                turn.head().last(),
                Integer.MAX_VALUE,
                message -> message.isFor(recipient) && there.test(message),
                message -> false);
    }

    private MailboxReply putBack(Turn turn, PutBackMessage putBack, long offset) {
        Optional<HeldMessage> dead = turn.mailbox
                .known(putBack.id())
                .filter(KnownId::remains)
                .flatMap(known -> turn.mailbox.dead(known.sequence()))
                .filter(message -> !message.cameAfter(offset));
        if (dead.isEmpty()) {
            return new MailboxReply.Declined(new Rejection(
                    "not-dead", "The mailbox has no dead letter \"" + putBack.id() + "\"; nothing was put back."));
        }
        HeldMessage message = dead.get().putBackBy(offset);
        turn.happen(new MessagePutBack(message));
        message.expiresAt().ifPresent(turn::wakeBy);
        turn.head()
                .window()
                .filter(window -> window.cursor() >= message.sequence())
                .ifPresent(window -> turn.happen(new CursorMoved(message.sequence() - 1)));
        handingOut.fill(turn);
        if (turn.head().window().isEmpty()) {
            knocking.ring(turn, message);
        }
        return new MailboxReply.PutBack();
    }
}
