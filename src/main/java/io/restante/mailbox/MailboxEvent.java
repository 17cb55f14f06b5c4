package io.restante.mailbox;

import io.restante.delivery.LiveWindow;
import io.restante.push.PushEvent;
import io.restante.session.EndReason;
import java.time.Instant;
import java.util.Optional;

/** What happened to a mailbox. Only {@link Mailbox#apply} changes state, and only by these. */
public sealed interface MailboxEvent {
    /** The message is held. */
    record MessageStored(HeldMessage message) implements MailboxEvent {}

    /** The message was not accepted. */
    record MessageRefused(RefusedMessage refused) implements MailboxEvent {}

    /** The message went to the window's session; its state is the one after. */
    record MessageHandedOut(HeldMessage message, LiveWindow window, boolean again) implements MailboxEvent {}

    /** A take has the message; its state is the one after. */
    record MessageTaken(HeldMessage message) implements MailboxEvent {}

    /** The wait of a take is over and the message is pending again; its state is the one after. */
    record HandOutLapsed(HeldMessage message) implements MailboxEvent {}

    /** The message was acknowledged and left. */
    record MessageAcknowledged(HeldMessage message, Instant at) implements MailboxEvent {}

    /** The message left un-acknowledged. */
    record MessageDropped(HeldMessage message, LedgerEntry.Step why, Instant at) implements MailboxEvent {}

    /** The message's attempts are spent; it is a dead letter, from where it can be put back. */
    record MessageDied(HeldMessage message, Instant at) implements MailboxEvent {}

    /** A dead letter waits again; its state is the one after. */
    record MessagePutBack(HeldMessage message) implements MailboxEvent {}

    /** Something happened to the mailbox's knocks or to where they go. */
    record Pushing(PushEvent event) implements MailboxEvent {}

    /** A wait for an acknowledgement of the window's session ended without one. */
    record WaitUnanswered(LiveWindow window, Instant at) implements MailboxEvent {}

    /** A session holds the mailbox. */
    record SessionJoined(LiveWindow window) implements MailboxEvent {}

    /** The session holds it no longer; what was out with it is pending again. */
    record SessionLeft(LiveWindow window, Instant endedAt, EndReason reason) implements MailboxEvent {}

    /** What waited for the session when it joined has been handed out. */
    record BacklogDelivered(LiveWindow window) implements MailboxEvent {}

    /** The session is to be offered messages after this sequence next. */
    record CursorMoved(long sequence) implements MailboxEvent {}

    /** No held message has a lower sequence. */
    record FrontMoved(long sequence) implements MailboxEvent {}

    /** When the mailbox must be looked at again. */
    record WakeSet(Optional<Instant> at) implements MailboxEvent {}

    /** A command was answered. */
    record CommandAnswered(ReplyAddress replyTo, MailboxReply reply) implements MailboxEvent {}
}
