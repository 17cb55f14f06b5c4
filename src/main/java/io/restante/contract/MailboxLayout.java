package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.Marks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * How a mailbox lies in its store. Every key but a wake's and a page's is {@code length ▸ mailbox ▸ kind ▸ rest}, big-endian, so that a range over one mailbox's entries
 * of one kind touches nothing of its neighbours. A range looks one entry further than it must, though, and deleted entries stay in the way until they are compacted: so a
 * mailbox's head, which is always there, stands right behind its messages. One store holds every kind: its changelog is one log, so what survives a crash is what was
 * written first.
 */
public final class MailboxLayout {
    private static final Kind[] KINDS = Kind.values();

    /** The kinds of entries; a letter each. */
    public enum Kind {
        /** {@code mailbox → head}; nothing stands between it and the messages. */
        HEAD('N'),
        /** {@code mailbox ▸ sequence → message}. */
        MESSAGE('M'),
        /** {@code mailbox ▸ sequence → message} in the dead letters. */
        DEAD('D'),
        /** {@code mailbox ▸ id → sequence, when it left}. */
        ID('I'),
        /** {@code mailbox ▸ expiry ▸ sequence → nothing}: messages whose sender chose their ttl. */
        EXPIRY('E'),
        /** {@code end of the first ▸ input ▸ offset ▸ number → page of ids} to forget. */
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
        byte letter = key.get()[0] == Kind.WAKE.letter || key.get()[0] == Kind.FORGET.letter
                ? key.get()[0]
                : key.get()[letterAt(key)];
        for (Kind kind : KINDS) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalStateException("A stored key has the letter " + letter + ", which no kind of entry has");
    }

    /** Where the letter stands in a key that begins with its mailbox. No mailbox is so long that its length begins like a letter. */
    private static int letterAt(Bytes key) {
        return Short.BYTES + ByteBuffer.wrap(key.get()).getShort();
    }

    /** The key of the message that belongs to an expiry's key. */
    static Bytes messageOf(Bytes key) {
        byte[] bytes = key.get();
        int rest = letterAt(key) + 1;
        byte[] message = Arrays.copyOf(bytes, rest + Long.BYTES);
        message[rest - 1] = Kind.MESSAGE.letter;
        System.arraycopy(bytes, bytes.length - Long.BYTES, message, rest, Long.BYTES);
        return Bytes.wrap(message);
    }

    /** The part that keys of the same kind and mailbox share. */
    static Bytes mailboxOf(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), letterAt(key) + 1));
    }

    private static ByteBuffer key(Kind kind, MailboxId mailbox, int more) {
        byte[] name = mailbox.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + name.length + 1 + more)
                .putShort((short) name.length)
                .put(name)
                .put(kind.letter);
    }

    private static Bytes done(ByteBuffer key) {
        return Bytes.wrap(key.array());
    }

    /** No key of a mailbox is less. */
    public static Bytes firstOfAll() {
        return Bytes.wrap(new byte[Short.BYTES]);
    }

    /** No key of a mailbox is greater. */
    public static Bytes lastOfAll() {
        return Bytes.wrap(new byte[] {Kind.FORGET.letter});
    }

    /** Behind every key of the mailbox, and before those of the next one. */
    public static Bytes behind(MailboxId mailbox) {
        byte[] head = head(mailbox).get();
        head[head.length - 1] = (byte) 0xff;
        return Bytes.wrap(head);
    }

    /** The mailbox in a key that begins with one. */
    public static MailboxId mailbox(Bytes key) {
        return new MailboxId(new String(key.get(), Short.BYTES, letterAt(key) - Short.BYTES, StandardCharsets.UTF_8));
    }

    public static Bytes head(MailboxId mailbox) {
        return done(key(Kind.HEAD, mailbox, 0));
    }

    /** The mailbox whose head has this key; nothing for the key of anything else. */
    public static Optional<MailboxId> mailboxOfHead(Bytes key) {
        if (kind(key) != Kind.HEAD) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(key.get()).getShort();
        return Optional.of(new MailboxId(new String(key.get(), Short.BYTES, length, StandardCharsets.UTF_8)));
    }

    /** The key of a message or dead letter. */
    public static Bytes entry(Kind kind, MailboxId mailbox, long sequence) {
        return done(key(kind, mailbox, Long.BYTES).putLong(sequence));
    }

    /** The sequence in the key of a message or dead letter. */
    public static long sequence(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }

    public static Bytes id(MailboxId mailbox, MessageId id) {
        byte[] text = id.value().getBytes(StandardCharsets.UTF_8);
        return done(key(Kind.ID, mailbox, text.length).put(text));
    }

    /** No id of the mailbox has a lesser key. */
    static Bytes firstId(MailboxId mailbox) {
        return done(key(Kind.ID, mailbox, 0));
    }

    /** No id of the mailbox has a greater key: no text in UTF-8 has such a byte. */
    static Bytes lastId(MailboxId mailbox) {
        return done(key(Kind.ID, mailbox, 1).put((byte) 0xff));
    }

    public static Bytes expiry(MailboxId mailbox, Deadline deadline) {
        return done(key(Kind.EXPIRY, mailbox, 2 * Long.BYTES)
                .putLong(deadline.expiresAt().toEpochMilli())
                .putLong(deadline.sequence()));
    }

    public static Deadline expiry(Bytes key) {
        byte[] bytes = key.get();
        return new Deadline(
                Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(bytes.length - 2 * Long.BYTES)), sequence(key));
    }

    /**
     * The key of a page of ids to forget.
     *
     * @param end when the first of them ended
     * @param offset of the record that ended it
     * @param number tells pages of one record apart
     */
    public static Bytes forget(Instant end, Marks.Input input, long offset, int number) {
        return done(ByteBuffer.allocate(2 + 2 * Long.BYTES + Integer.BYTES)
                .put(Kind.FORGET.letter)
                .putLong(end.toEpochMilli())
                .put((byte) input.name().charAt(0))
                .putLong(offset)
                .putInt(number));
    }

    /** No page whose first id ended at or after this time has a lesser key. */
    public static Bytes firstForget(Instant end) {
        return done(ByteBuffer.allocate(1 + Long.BYTES).put(Kind.FORGET.letter).putLong(end.toEpochMilli()));
    }

    /** When the first id of the page with this key, or the mailbox of the wake with this key, is due. */
    public static Instant timeOf(Bytes key) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(key.get()).getLong(1));
    }

    /** No message of the mailbox has a lesser key for its expiry. */
    public static Bytes firstExpiry(MailboxId mailbox) {
        return expiry(mailbox, new Deadline(Instant.EPOCH, 0));
    }

    /** No message of the mailbox has a greater key for its expiry. */
    public static Bytes lastExpiry(MailboxId mailbox) {
        return expiry(mailbox, new Deadline(Instant.ofEpochMilli(Long.MAX_VALUE), Long.MAX_VALUE));
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
}
