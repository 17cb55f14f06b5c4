package io.restante.mailbox;

import io.restante.delivery.LiveWindow;
import io.restante.push.PushState;
import java.time.Instant;
import java.util.Optional;

/**
 * The small entry that sums a mailbox up, so that nothing is scanned for.
 *
 * @param count messages held, handed out or not
 * @param bytes of their payloads
 * @param first no held message has a lower sequence
 * @param last the highest sequence ever stored; -1 before the first
 * @param taken held messages that a take has marked and whose wait is not known to be over
 * @param dead messages in the dead letters that can be put back
 * @param expiringByRule held messages that expire when the mailbox's rule says so
 * @param window the live session messages are handed out to
 * @param push whose door is knocked at when nobody is there
 * @param wakeAt when the mailbox must be looked at again; there may be nothing to do by then, but never earlier
 */
public record MailboxHead(
        long count,
        long bytes,
        long first,
        long last,
        int taken,
        int dead,
        long expiringByRule,
        Optional<LiveWindow> window,
        PushState push,
        Optional<Instant> wakeAt,
        Marks marks) {
    /** A mailbox nobody has used yet. */
    public static final MailboxHead EMPTY =
            new MailboxHead(0, 0, 0, -1, 0, 0, 0, Optional.empty(), PushState.NONE, Optional.empty(), Marks.NONE);

    /** Held messages that are out: with the live session, or marked by a take. */
    public long handedOut() {
        return (long) taken + window.map(LiveWindow::inflight).orElse(0);
    }

    /** Whether no held message has a ttl that its sender chose, nor lives for ever. */
    public boolean allExpireByRule() {
        return count == expiringByRule;
    }

    public MailboxHead marked(Marks.Input input, long offset) {
        return new MailboxHead(
                count, bytes, first, last, taken, dead, expiringByRule, window, push, wakeAt, marks.at(input, offset));
    }

    MailboxHead joinedBy(HeldMessage message) {
        return new MailboxHead(
                count + 1,
                bytes + message.size(),
                count == 0 ? message.sequence() : Math.min(first, message.sequence()),
                Math.max(last, message.sequence()),
                taken,
                dead,
                expiringByRule + (message.expiresByRule() ? 1 : 0),
                window,
                push,
                wakeAt,
                marks);
    }

    /** When the message before it is below the first, it was the lowest itself, and what is held lies above it. */
    MailboxHead leftBy(HeldMessage message) {
        long remaining = count - 1;
        boolean lowest = message.previous() < first;
        return new MailboxHead(
                remaining,
                bytes - message.size(),
                remaining == 0 ? last + 1 : lowest ? Math.max(first, message.sequence() + 1) : first,
                last,
                taken,
                dead,
                expiringByRule - (message.expiresByRule() ? 1 : 0),
                window,
                push,
                wakeAt,
                marks);
    }

    MailboxHead withTaken(int newTaken) {
        return new MailboxHead(count, bytes, first, last, newTaken, dead, expiringByRule, window, push, wakeAt, marks);
    }

    MailboxHead withDead(int newDead) {
        return new MailboxHead(count, bytes, first, last, taken, newDead, expiringByRule, window, push, wakeAt, marks);
    }

    MailboxHead with(Optional<LiveWindow> newWindow) {
        return new MailboxHead(count, bytes, first, last, taken, dead, expiringByRule, newWindow, push, wakeAt, marks);
    }

    MailboxHead with(PushState newPush) {
        return new MailboxHead(count, bytes, first, last, taken, dead, expiringByRule, window, newPush, wakeAt, marks);
    }

    MailboxHead wakingAt(Optional<Instant> time) {
        return new MailboxHead(count, bytes, first, last, taken, dead, expiringByRule, window, push, time, marks);
    }

    MailboxHead startingAt(long newFirst) {
        return new MailboxHead(count, bytes, newFirst, last, taken, dead, expiringByRule, window, push, wakeAt, marks);
    }
}
