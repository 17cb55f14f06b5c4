package io.restante.mailbox;

import io.restante.delivery.LiveWindow;
import java.util.List;
import java.util.Optional;

/**
 * Makes a head say what the entries say. After a crash the entries of a mailbox can be newer than its head: they were written, the head
 * was not any more. Every record whose effects are missing from the head is about to be applied again, so the head is counted anew from the
 * entries, and each record finds what it has done already.
 */
public final class Recount {
    private Recount() {}

    /** The mailbox's head, counted from its messages; marks, session and wake stay. */
    public static MailboxHead of(Mailbox mailbox) {
        MailboxHead head = mailbox.head();
        List<HeldMessage> held =
                mailbox.messages(head.first(), Long.MAX_VALUE, Integer.MAX_VALUE, message -> true, message -> false);
        long first = held.isEmpty() ? head.last() + 1 : held.getFirst().sequence();
        long last = held.isEmpty()
                ? head.last()
                : Math.max(head.last(), held.getLast().sequence());
        long bytes = held.stream().mapToLong(HeldMessage::size).sum();
        int taken = count(held, HandOut::byTake);
        Optional<LiveWindow> window =
                head.window().map(live -> live.recounted(count(held, out -> out.to(live.epoch())), live.cursor()));
        return new MailboxHead(
                held.size(), bytes, first, last, taken, head.dead(), window, head.wakeAt(), head.marks());
    }

    private static int count(List<HeldMessage> held, java.util.function.Predicate<HandOut> counted) {
        return (int) held.stream()
                .filter(message -> message.handOut().filter(counted).isPresent())
                .count();
    }
}
