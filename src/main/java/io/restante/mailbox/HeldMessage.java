package io.restante.mailbox;

import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as its mailbox keeps it.
 *
 * @param sequence its offset on {@code mailbox.messages}
 * @param previous the sequence of the message that was stored before it; between the two there never was one
 * @param commandsBefore the highest offset of a command that was applied before it came in, by its record or by being put back; -1 without one: a command at or below
 *     it that is applied once more after a crash finds the message here, and does not mean it
 * @param expiresAt when it leaves un-acknowledged; absent, never
 * @param ownTtl whether its sender chose when it expires
 * @param attempts hand-outs to live sessions so far
 * @param handOut who has it now, as far as the mailbox has been told
 */
public record HeldMessage(
        long sequence,
        long previous,
        long commandsBefore,
        MessageId id,
        Instant receivedAt,
        Payload payload,
        List<String> recipients,
        Optional<Instant> expiresAt,
        boolean ownTtl,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<PushTarget> push,
        int attempts,
        Optional<HandOut> handOut) {
    /** Bytes of the payload's JSON text. */
    public int size() {
        return payload.size();
    }

    public boolean isFor(Optional<String> recipient) {
        return recipient.isEmpty() || recipients.contains(recipient.get());
    }

    /** Whether it expires when the mailbox's rule says so, not its sender. */
    public boolean expiresByRule() {
        return !ownTtl && expiresAt.isPresent();
    }

    public boolean expiredAt(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    /** Whether other takes must not see it at this time. */
    public boolean leasedAt(Instant now) {
        return handOut.isPresent() && handOut.get().leased() && !handOut.get().overAt(now);
    }

    public HeldMessage handedOut(HandOut out) {
        return with(out.byTake() ? attempts : attempts + 1, Optional.of(out));
    }

    /** Nobody has it; what has been counted of its attempts stays. */
    public HeldMessage pending() {
        return with(attempts, Optional.empty());
    }

    /** As it was when it was stored, after this command: what a put-back makes of a dead letter. */
    public HeldMessage putBackBy(long command) {
        return with(command, 0, Optional.empty());
    }

    /** Whether it came in after the command at this offset was applied for the first time. */
    public boolean cameAfter(long command) {
        return commandsBefore >= command;
    }

    public OpenMessage open() {
        return new OpenMessage(id, sequence, receivedAt, attempts, payload);
    }

    private HeldMessage with(int newAttempts, Optional<HandOut> newHandOut) {
        return with(commandsBefore, newAttempts, newHandOut);
    }

    private HeldMessage with(long newCommandsBefore, int newAttempts, Optional<HandOut> newHandOut) {
        return new HeldMessage(
                sequence,
                previous,
                newCommandsBefore,
                id,
                receivedAt,
                payload,
                recipients,
                expiresAt,
                ownTtl,
                urgency,
                collapseKey,
                push,
                newAttempts,
                newHandOut);
    }
}
