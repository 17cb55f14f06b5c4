package io.restante.mailbox;

import io.restante.delivery.LiveWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a mailbox whole after a crash. Its entries can be newer than its head: they were written, the head was not any more. Every record
 * whose effects are missing from the head is about to be applied again, so the head is counted anew from the entries, and each record
 * finds what it has done already.
 */
public final class Recount {
    private Recount() {}

    /**
     * The head says what the entries say, marks apart; each held message has its id and its deadline and is in no dead letter; and what
     * another message took the place of has left. A mailbox that needed mending is looked at now, because what it planned is not to be trusted.
     */
    public static void mend(Mailbox mailbox, Instant now) {
        MailboxHead before = mailbox.head();
        List<HeldMessage> held = new ArrayList<>(
                mailbox.messages(0, Long.MAX_VALUE, Integer.MAX_VALUE, message -> true, message -> false));
        List<HeldMessage> leaving =
                held.stream().filter(message -> isReplaced(mailbox, message)).toList();
        leaving.forEach(mailbox::drop);
        held.removeAll(leaving);
        Set<Long> expiring = mailbox.expiring(Integer.MAX_VALUE).stream()
                .map(MailboxContents.Deadline::sequence)
                .collect(Collectors.toSet());
        List<HeldMessage> broken = held.stream()
                .filter(message -> !isWhole(mailbox, message, expiring))
                .toList();
        broken.forEach(mailbox::restore);
        mailbox.recounted(of(before, held, mailbox.countDead()));
        boolean torn =
                !leaving.isEmpty() || !broken.isEmpty() || !mailbox.head().equals(before);
        if (torn) {
            boolean named = held.stream().anyMatch(message -> message.push().isPresent());
            mailbox.recounted(mailbox.head().with(mailbox.head().push().mended(named, now)));
        }
        if (torn && before.wakeAt().filter(wake -> !wake.isAfter(now)).isEmpty()) {
            mailbox.recounted(mailbox.head().wakingAt(Optional.of(now)));
        }
    }

    /** Whether its id came again, which it could only because the message had expired. */
    private static boolean isReplaced(Mailbox mailbox, HeldMessage message) {
        return mailbox.known(message.id())
                .filter(known -> known.sequence() > message.sequence())
                .isPresent();
    }

    private static boolean isWhole(Mailbox mailbox, HeldMessage message, Set<Long> expiring) {
        boolean deadline = message.ownTtl() && message.expiresAt().isPresent();
        return mailbox.dead(message.sequence()).isEmpty()
                && (!deadline || expiring.contains(message.sequence()))
                && mailbox.known(message.id()).equals(Optional.of(new KnownId(message.sequence(), Optional.empty())));
    }

    private static MailboxHead of(MailboxHead head, List<HeldMessage> held, int dead) {
        long first = held.isEmpty() ? head.last() + 1 : held.getFirst().sequence();
        long last = held.isEmpty()
                ? head.last()
                : Math.max(head.last(), held.getLast().sequence());
        long bytes = held.stream().mapToLong(HeldMessage::size).sum();
        int taken = (int) held.stream()
                .filter(message -> message.handOut().filter(HandOut::byTake).isPresent())
                .count();
        return new MailboxHead(
                held.size(),
                bytes,
                first,
                last,
                taken,
                dead,
                held.stream().filter(HeldMessage::expiresByRule).count(),
                head.window().map(window -> of(window, held)),
                head.push(),
                head.wakeAt(),
                head.marks());
    }

    /** A message that nobody has lies ahead of the cursor. */
    private static LiveWindow of(LiveWindow window, List<HeldMessage> held) {
        long cursor = held.stream()
                .filter(message -> message.handOut()
                        .filter(out -> out.byTake() || out.to(window.epoch()))
                        .isEmpty())
                .mapToLong(message -> message.sequence() - 1)
                .reduce(window.cursor(), Math::min);
        List<HeldMessage> out = held.stream()
                .filter(message -> message.handOut()
                        .filter(each -> each.to(window.epoch()))
                        .isPresent())
                .toList();
        LiveWindow counted = window.recounted(
                out.size(), out.stream().mapToLong(HeldMessage::size).sum(), cursor);
        return out.stream()
                .flatMap(message -> message.handOut().stream())
                .map(HandOut::at)
                .max(Instant::compareTo)
                .map(counted::handedOutAt)
                .orElse(counted);
    }
}
