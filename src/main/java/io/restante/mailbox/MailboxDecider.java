package io.restante.mailbox;

import io.restante.base.Decision;
import io.restante.base.DeviceId;
import io.restante.base.MessageId;
import io.restante.base.Rejection;
import io.restante.delivery.DeliveryRules;
import io.restante.delivery.Destination;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.MessageRefused;
import io.restante.mailbox.MailboxEvent.MessageStored;
import io.restante.mailbox.MailboxEvent.Pushing;
import io.restante.mailbox.MailboxEvent.SessionJoined;
import io.restante.mailbox.MailboxEvent.SessionLeft;
import io.restante.push.PushResult;
import io.restante.push.PushRules;
import io.restante.push.TargetChange;
import io.restante.session.EndReason;
import io.restante.session.LiveSession;
import io.restante.session.SessionEvent;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what follows from what is asked of a mailbox. Pure: it is told what is, what is asked, and what time it is. */
public final class MailboxDecider {
    private final MailboxRules rules;
    private final DeliveryRules delivery;
    private final HandingOut handingOut;
    private final Knocking knocking;
    private final Waking waking;
    private final Commanding commanding;

    /** A decider of mailboxes that knock as often as is usual. */
    public MailboxDecider(MailboxRules rules, DeliveryRules delivery) {
        this(rules, delivery, PushRules.DEFAULTS);
    }

    public MailboxDecider(MailboxRules rules, DeliveryRules delivery, PushRules push) {
        this.rules = rules;
        this.delivery = delivery;
        this.knocking = new Knocking(push);
        this.handingOut = new HandingOut(delivery, knocking);
        this.waking = new Waking(handingOut, knocking);
        this.commanding = new Commanding(rules, delivery, handingOut, knocking);
    }

    /**
     * Keeps a message, and decides in the same step where it goes now.
     *
     * @param sequence the record's offset
     * @param id the sender's, or the one made from the record's place
     */
    public Decision<MailboxEvent> add(Mailbox mailbox, AddMessage add, long sequence, MessageId id, Moment moment) {
        Optional<KnownId> known = mailbox.known(id);
        if (known.isPresent()
                && remembered(mailbox, known.get(), moment.now())
                && !torn(mailbox, known.get(), sequence)) {
            return Decision.rejected(Rejection.ALREADY_DONE);
        }
        Turn turn = new Turn(mailbox, moment);
        known.flatMap(before -> mailbox.message(before.sequence()))
                .filter(expired -> expired.expiredAt(moment.now()) && expired.sequence() != sequence)
                .ifPresent(expired -> Waking.expire(turn, expired));
        HeldMessage message = held(add, sequence, turn.head(), id, moment.now());
        if (!makeRoom(turn, message)) {
            return turn.done();
        }
        long sequenceBefore = turn.head().last();
        turn.happen(new MessageStored(message));
        message.expiresAt().ifPresent(turn::wakeBy);
        knocking.named(turn, message);
        Optional<LiveWindow> window = turn.head().window();
        switch (Destination.of(window, knocking.targets(turn, message), sequenceBefore, delivery, moment.now())) {
            case Destination.Live live -> handingOut.handOutNext(turn, message);
            case Destination.Push push -> knocking.ring(turn, message);
            case Destination.Hold hold -> {}
        }
        if (window.filter(LiveWindow::suspect).isPresent()) {
            knocking.ring(turn, message);
        }
        return turn.done();
    }

    /** An expired message is over, whether a tick has found it or not. */
    private boolean remembered(Mailbox mailbox, KnownId known, Instant now) {
        Optional<Instant> end = known.endedAt().or(() -> mailbox.message(known.sequence())
                .filter(held -> held.expiredAt(now))
                .flatMap(HeldMessage::expiresAt));
        return end.isEmpty() || now.isBefore(end.get().plus(rules.dedupeWindow()));
    }

    /** Whether a crash kept this record's id and lost its message. */
    private static boolean torn(Mailbox mailbox, KnownId known, long sequence) {
        return known.sequence() == sequence
                && known.remains()
                && mailbox.message(sequence).isEmpty()
                && mailbox.dead(sequence).isEmpty();
    }

    private HeldMessage held(AddMessage add, long sequence, MailboxHead head, MessageId id, Instant now) {
        Duration ttl = add.ttl().orElse(rules.ttl());
        return new HeldMessage(
                sequence,
                Math.min(head.last(), sequence - 1),
                head.marks().commands(),
                id,
                now,
                add.payload(),
                add.recipients(),
                ttl.isZero() ? Optional.empty() : Optional.of(now.plus(ttl)),
                add.ttl().isPresent(),
                add.urgency(),
                add.collapseKey(),
                add.push(),
                0,
                Optional.empty());
    }

    /** Whether the message may come in, once what must give way has left. */
    private boolean makeRoom(Turn turn, HeldMessage message) {
        boolean evicting =
                rules.overflow() == MailboxRules.Overflow.EVICT_OLDEST && message.size() <= rules.limitBytes();
        while (evicting && overflowing(turn.head(), message)) {
            HeldMessage oldest = turn.mailbox
                    .messages(turn.head().first(), turn.head().last(), 1, held -> true, held -> false)
                    .getFirst();
            turn.happen(new MessageDropped(oldest, Step.EVICTED, turn.now()));
        }
        if (!overflowing(turn.head(), message)) {
            return true;
        }
        turn.happen(new MessageRefused(new RefusedMessage(message.id(), "quota-full", message.sequence())));
        return false;
    }

    private boolean overflowing(MailboxHead head, HeldMessage message) {
        return head.count() + 1 > rules.limitMessages() || head.bytes() + message.size() > rules.limitBytes();
    }

    /**
     * What is told once more when the record of a message is read again: that it is held, and where it went. Whoever hears it twice knows it by
     * its sequence and attempt. Nothing when it has left, or was never accepted.
     */
    public List<MailboxEvent> addedBefore(Mailbox mailbox, long sequence) {
        List<MailboxEvent> events = new ArrayList<>();
        Optional<HeldMessage> held = mailbox.message(sequence);
        if (held.isEmpty()) {
            return events;
        }
        HeldMessage message = held.get();
        events.add(new MessageStored(message));
        Optional<LiveWindow> window = mailbox.head().window();
        mailbox.head()
                .push()
                .issuedFor(sequence, mailbox.head().count())
                .forEach(issued -> events.add(new Pushing(issued)));
        if (window.isEmpty()) {
            return events;
        }
        if (message.handOut().filter(out -> out.to(window.get().epoch())).isPresent()) {
            events.add(new MessageHandedOut(message, window.get(), true));
        }
        return events;
    }

    /**
     * Does what a command asks for, and answers it if somebody waits.
     *
     * @param offset the command's record
     */
    public Decision<MailboxEvent> command(Mailbox mailbox, CommandRequest request, long offset, Moment moment) {
        Turn turn = new Turn(mailbox, moment);
        MailboxReply reply = commanding.done(turn, request.command(), offset);
        request.replyTo().ifPresent(address -> turn.happen(new CommandAnswered(address, reply)));
        return turn.done();
    }

    /** Follows what became of a live session. An epoch that is not the newest known changes nothing. */
    public Decision<MailboxEvent> session(Mailbox mailbox, SessionEvent event, Moment moment) {
        Turn turn = new Turn(mailbox, moment);
        switch (event) {
            case SessionGranted granted -> join(turn, granted.session());
            case SessionReplaced replaced ->
                leave(turn, new SessionEnded(replaced.older(), replaced.at(), EndReason.REPLACED));
            case SessionEnded ended -> leave(turn, ended);
            case SessionRefused refused -> {}
        }
        return turn.done();
    }

    private void join(Turn turn, LiveSession session) {
        Optional<LiveWindow> current = turn.head().window();
        if (current.isPresent() && !session.epoch().after(current.get().epoch())) {
            return;
        }
        current.ifPresent(older -> turn.happen(new SessionLeft(older, session.since(), EndReason.REPLACED)));
        boolean empty = turn.head().count() == 0;
        Instant opensAt = empty ? session.since() : session.since().plus(delivery.grace());
        turn.happen(new SessionJoined(new LiveWindow(
                session.epoch(),
                session.sessionId(),
                session.gateway(),
                session.connection(),
                session.since(),
                opensAt,
                empty ? turn.head().last() : turn.head().first() - 1,
                turn.head().last(),
                false,
                0,
                0,
                0,
                0)));
        knocking.seen(turn);
        turn.wakeBy(opensAt);
        handingOut.fill(turn);
    }

    private void leave(Turn turn, SessionEnded ended) {
        turn.head()
                .window()
                .filter(window -> window.epoch().equals(ended.epoch()))
                .ifPresent(window -> {
                    Instant at = ended.at().isBefore(window.since()) ? window.since() : ended.at();
                    turn.happen(new SessionLeft(window, at, ended.reason()));
                    knocking.sessionEnded(turn);
                });
    }

    /** Follows what becomes of the targets of its devices. */
    public Decision<MailboxEvent> target(
            Mailbox mailbox, DeviceId device, TargetChange change, long offset, Moment moment) {
        Turn turn = new Turn(mailbox, moment);
        knocking.change(turn, device, change, offset);
        return turn.done();
    }

    /** Follows what became of a knock. */
    public Decision<MailboxEvent> pushed(Mailbox mailbox, PushResult result, Moment moment) {
        Turn turn = new Turn(mailbox, moment);
        knocking.answered(turn, result);
        return turn.done();
    }

    /** Looks at what time has made due: hand-outs, expiries, ids to forget. */
    public Decision<MailboxEvent> wake(Mailbox mailbox, Moment moment) {
        Turn turn = new Turn(mailbox, moment);
        waking.wake(turn);
        return turn.done();
    }
}
