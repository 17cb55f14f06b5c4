package io.restante.push;

import io.restante.base.MessageId;
import io.restante.base.Urgency;
import java.time.Instant;
import java.util.Optional;

/**
 * One knock at one target, from its decision until its outcome is known.
 *
 * @param serial which knock of its mailbox it is
 * @param sequence of the message it is about
 * @param attempt which try it is, or will be
 * @param since when it was first asked for, or could first have been: its age counts from here
 * @param issued whether a sender has been asked for it
 * @param dueAt when a sender is asked for it; of one that was asked for, when that is done again for want of an answer
 */
public record Knock(
        long serial,
        long sequence,
        MessageId messageId,
        Instant receivedAt,
        Urgency urgency,
        Optional<String> collapseKey,
        Optional<Instant> expiresAt,
        int attempt,
        Instant since,
        boolean issued,
        Instant dueAt) {
    static Knock of(long serial, Call call, Instant dueAt) {
        return new Knock(
                serial,
                call.sequence(),
                call.messageId(),
                call.receivedAt(),
                call.urgency(),
                call.collapseKey(),
                call.expiresAt(),
                1,
                dueAt,
                false,
                dueAt);
    }

    /** Whether asking for it rings the bell anew, rather than once more for the same. */
    boolean fresh() {
        return attempt == 1 && !issued;
    }

    boolean unhurried() {
        return urgency.compareTo(Urgency.NORMAL) < 0;
    }

    boolean expiredAt(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    boolean dueAt(Instant now) {
        return !now.isBefore(dueAt);
    }

    Knock issuedAt(Instant now, Instant answerBy) {
        return with(attempt, fresh() ? now : since, true, answerBy);
    }

    /** It failed, and is tried again then. */
    Knock again(Instant time) {
        return with(attempt + 1, since, false, time);
    }

    /** It could not be tried, and is then; its age counts from there. */
    Knock waitingUntil(Instant time) {
        return with(attempt + 1, time, false, time);
    }

    /** A newer message takes its place; it knocks when this one would have, and not less urgently. */
    Knock replacedBy(Call call) {
        return new Knock(
                serial,
                call.sequence(),
                call.messageId(),
                call.receivedAt(),
                call.urgency().compareTo(urgency) > 0 ? call.urgency() : urgency,
                call.collapseKey(),
                call.expiresAt(),
                attempt,
                since,
                issued,
                dueAt);
    }

    private Knock with(int newAttempt, Instant newSince, boolean newIssued, Instant newDue) {
        return new Knock(
                serial,
                sequence,
                messageId,
                receivedAt,
                urgency,
                collapseKey,
                expiresAt,
                newAttempt,
                newSince,
                newIssued,
                newDue);
    }
}
