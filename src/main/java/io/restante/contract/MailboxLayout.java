package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.base.Urgency;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.MailboxContents.Forgettable;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.Marks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * How a mailbox lies in its store. Every key but a wake's is {@code kind ▸ length ▸ mailbox ▸ rest}, big-endian, so that a range over one
 * mailbox's entries of one kind touches nothing of its neighbours. One store holds every kind: its changelog is one log, so what survives a crash
 * is what was written first.
 */
public final class MailboxLayout {
    private static final int VERSION = 1;
    private static final Kind[] KINDS = Kind.values();

    /** The kinds of entries; a letter each. */
    public enum Kind {
        /** {@code mailbox → head}. */
        HEAD('H'),
        /** {@code mailbox ▸ sequence → message} without payload. */
        MESSAGE('M'),
        /** {@code mailbox ▸ sequence → payload}, of held and dead messages. */
        PAYLOAD('P'),
        /** {@code mailbox ▸ sequence → message} in the dead letters. */
        DEAD('X'),
        /** {@code mailbox ▸ id → sequence, when it left}. */
        ID('I'),
        /** {@code mailbox ▸ expiry ▸ sequence → nothing}: messages whose sender chose their ttl. */
        EXPIRY('E'),
        /** {@code mailbox ▸ end ▸ sequence → id}: ids to forget. */
        FORGET('F'),
        /** {@code time ▸ mailbox → nothing}: when a mailbox must be looked at. */
        WAKE('W');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    private MailboxLayout() {}

    /** What a key is the key of. */
    static Kind kind(Bytes key) {
        byte letter = key.get()[0];
        for (Kind kind : KINDS) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalStateException("A stored key begins with " + letter + ", which no kind of entry does");
    }

    /** The key of the payload that belongs to a message's key. */
    static Bytes payloadOf(Bytes message) {
        byte[] key = message.get().clone();
        key[0] = Kind.PAYLOAD.letter;
        return Bytes.wrap(key);
    }

    private static ByteBuffer key(Kind kind, MailboxId mailbox, int more) {
        byte[] name = mailbox.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + name.length + more)
                .put(kind.letter)
                .putShort((short) name.length)
                .put(name);
    }

    private static Bytes done(ByteBuffer key) {
        return Bytes.wrap(key.array());
    }

    public static Bytes head(MailboxId mailbox) {
        return done(key(Kind.HEAD, mailbox, 0));
    }

    /** The key of a message, payload or dead letter. */
    public static Bytes entry(Kind kind, MailboxId mailbox, long sequence) {
        return done(key(kind, mailbox, Long.BYTES).putLong(sequence));
    }

    /** The sequence in the key of a message, payload or dead letter. */
    public static long sequence(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }

    public static Bytes id(MailboxId mailbox, MessageId id) {
        byte[] text = id.value().getBytes(StandardCharsets.UTF_8);
        return done(key(Kind.ID, mailbox, text.length).put(text));
    }

    public static Bytes expiry(MailboxId mailbox, Deadline deadline) {
        return timed(Kind.EXPIRY, mailbox, deadline.expiresAt(), deadline.sequence());
    }

    public static Deadline expiry(Bytes key) {
        return new Deadline(time(key), sequence(key));
    }

    public static Bytes forget(MailboxId mailbox, Forgettable id) {
        return timed(Kind.FORGET, mailbox, id.endedAt(), id.sequence());
    }

    public static Forgettable forget(Bytes key, byte[] id) {
        return new Forgettable(time(key), sequence(key), new MessageId(new String(id, StandardCharsets.UTF_8)));
    }

    /** The least key that {@link #expiry} or {@link #forget} gives for the mailbox. */
    public static Bytes firstTimed(Kind kind, MailboxId mailbox) {
        return timed(kind, mailbox, Instant.EPOCH, 0);
    }

    /** The greatest key that {@link #expiry} or {@link #forget} gives for the mailbox. */
    public static Bytes lastTimed(Kind kind, MailboxId mailbox) {
        return timed(kind, mailbox, Instant.ofEpochMilli(Long.MAX_VALUE), Long.MAX_VALUE);
    }

    private static Bytes timed(Kind kind, MailboxId mailbox, Instant time, long sequence) {
        return done(
                key(kind, mailbox, 2 * Long.BYTES).putLong(time.toEpochMilli()).putLong(sequence));
    }

    private static Instant time(Bytes key) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(key.get()).getLong(key.get().length - 2 * Long.BYTES));
    }

    public static Bytes wake(Instant at, MailboxId mailbox) {
        byte[] name = mailbox.value().getBytes(StandardCharsets.UTF_8);
        return done(ByteBuffer.allocate(1 + Long.BYTES + name.length)
                .put(Kind.WAKE.letter)
                .putLong(at.toEpochMilli())
                .put(name));
    }

    /** No wake at or after this time has a lesser key. */
    public static Bytes firstWake(Instant at) {
        return done(ByteBuffer.allocate(1 + Long.BYTES).put(Kind.WAKE.letter).putLong(at.toEpochMilli()));
    }

    public static MailboxId wakeMailbox(Bytes key) {
        byte[] bytes = key.get();
        return new MailboxId(new String(bytes, 1 + Long.BYTES, bytes.length - 1 - Long.BYTES, StandardCharsets.UTF_8));
    }

    public static Instant wakeTime(Bytes key) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(key.get()).getLong(1));
    }

    public static byte[] write(MailboxHead head) {
        return new PackedWriter(VERSION)
                .whole(head.count())
                .whole(head.bytes())
                .whole(head.first())
                .whole(head.last())
                .whole(head.taken())
                .whole(head.dead())
                .optional(head.window(), MailboxLayout::write)
                .optional(head.wakeAt(), PackedWriter::time)
                .whole(head.marks().messages())
                .whole(head.marks().commands())
                .whole(head.marks().sessions())
                .whole(head.marks().ticks())
                .done();
    }

    public static MailboxHead readHead(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "mailbox head");
        return new MailboxHead(
                in.whole(),
                in.whole(),
                in.whole(),
                in.whole(),
                in.size(),
                in.size(),
                in.optional(MailboxLayout::readWindow),
                in.optional(PackedReader::time),
                new Marks(in.whole(), in.whole(), in.whole(), in.whole()));
    }

    private static void write(PackedWriter out, LiveWindow window) {
        out.whole(window.epoch().value())
                .text(window.sessionId().value())
                .text(window.gateway().value())
                .text(window.connection())
                .time(window.since())
                .time(window.opensAt())
                .whole(window.cursor())
                .whole(window.backlogEnd())
                .flag(window.backlogDone())
                .whole(window.inflight())
                .whole(window.handedOut())
                .whole(window.acknowledged());
    }

    private static LiveWindow readWindow(PackedReader in) {
        return new LiveWindow(
                new Epoch(in.whole()),
                new SessionId(in.text()),
                new GatewayId(in.text()),
                in.text(),
                in.time(),
                in.time(),
                in.whole(),
                in.whole(),
                in.flag(),
                in.size(),
                in.whole(),
                in.whole());
    }

    public static byte[] write(HeldMessage message) {
        return new PackedWriter(VERSION)
                .text(message.id().value())
                .time(message.receivedAt())
                .whole(message.size())
                .texts(message.recipients())
                .optional(message.expiresAt(), PackedWriter::time)
                .flag(message.ownTtl())
                .text(message.urgency().name())
                .optional(message.collapseKey(), PackedWriter::text)
                .optional(message.push(), MailboxLayout::write)
                .whole(message.attempts())
                .optional(message.handOut(), MailboxLayout::write)
                .done();
    }

    /** @param sequence the one in the entry's key */
    public static HeldMessage readMessage(long sequence, byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "message");
        return new HeldMessage(
                sequence,
                new MessageId(in.text()),
                in.time(),
                in.size(),
                in.texts(),
                in.optional(PackedReader::time),
                in.flag(),
                Urgency.valueOf(in.text()),
                in.optional(PackedReader::text),
                in.optional(MailboxLayout::readTarget),
                in.size(),
                in.optional(MailboxLayout::readHandOut));
    }

    private static void write(PackedWriter out, PushTarget target) {
        switch (target) {
            case PushTarget.Fcm fcm -> out.flag(true).text(fcm.token());
            case PushTarget.Webhook webhook -> out.flag(false).text(webhook.uri());
        }
    }

    private static PushTarget readTarget(PackedReader in) {
        return in.flag() ? new PushTarget.Fcm(in.text()) : new PushTarget.Webhook(in.text());
    }

    private static void write(PackedWriter out, HandOut handOut) {
        out.optional(handOut.session(), (inner, epoch) -> inner.whole(epoch.value()))
                .time(handOut.at())
                .time(handOut.due())
                .flag(handOut.leased());
    }

    private static HandOut readHandOut(PackedReader in) {
        return new HandOut(in.optional(inner -> new Epoch(inner.whole())), in.time(), in.time(), in.flag());
    }

    public static byte[] write(KnownId known) {
        return new PackedWriter(VERSION)
                .whole(known.sequence())
                .optional(known.endedAt(), PackedWriter::time)
                .done();
    }

    public static KnownId readKnown(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "message id");
        return new KnownId(in.whole(), in.optional(PackedReader::time));
    }
}
