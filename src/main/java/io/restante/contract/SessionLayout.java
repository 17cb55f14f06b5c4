package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.session.EndReason;
import io.restante.session.GatewayLife;
import io.restante.session.LiveSession;
import io.restante.session.Seat;
import io.restante.session.Seat.Free;
import io.restante.session.Seat.Held;
import io.restante.session.Seat.Left;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** How live sessions and the gateways that hold them lie in their store. */
public final class SessionLayout {
    private static final int VERSION = 2;
    private static final Kind[] KINDS = Kind.values();

    /** What makes the text that comes next after another one. */
    private static final char LEAST = '\0';

    /** A byte that begins no character of UTF-8 and is greater than all that do. */
    private static final byte ABOVE_TEXT = (byte) 0xFF;

    /** The kinds of entries; a letter each. */
    public enum Kind {
        /** {@code key → seat}: the current session, or the one that left; a group's agents lie next to each other. */
        SEAT('S'),
        /** {@code gateway ▸ incarnation ▸ epoch → key}: what a lost gateway leaves behind. */
        HELD('G'),
        /** {@code gateway ▸ incarnation → life}. */
        GATEWAY('L'),
        /** {@code time ▸ key → epoch}: when an agent left, to be forgotten some time after it. */
        FORGETTABLE('T');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    /** One run of a gateway. */
    public record Run(GatewayId gateway, String incarnation) {}

    /**
     * An agent's key that was left.
     *
     * @param noted the time of the record that said so
     */
    public record Forgettable(Instant noted, String key) {}

    private SessionLayout() {}

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

    public static Bytes seat(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length)
                .put(Kind.SEAT.letter)
                .put(text)
                .array());
    }

    /** The bound below every seat of the group's agents whose id comes after this one. */
    public static Bytes firstSeat(GroupId group, Optional<AgentId> after) {
        return seat(group.value()
                + MailboxId.SEPARATOR
                + after.map(agent -> agent.value() + LEAST).orElse(""));
    }

    /** The bound above every seat of the group's agents. */
    public static Bytes lastSeat(GroupId group) {
        byte[] least = seat(group.value() + MailboxId.SEPARATOR).get();
        byte[] bound = Arrays.copyOf(least, least.length + 1);
        bound[least.length] = ABOVE_TEXT;
        return Bytes.wrap(bound);
    }

    /** The key of the seat that has this key in the store; nothing for the key of anything else. */
    public static Optional<String> seatOf(Bytes key) {
        return kind(key) == Kind.SEAT ? Optional.of(seatKey(key)) : Optional.empty();
    }

    /** The key of a seat. */
    public static String seatKey(Bytes key) {
        return new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8);
    }

    public static Bytes forgettable(Forgettable forgettable) {
        byte[] key = forgettable.key().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + key.length)
                .put(Kind.FORGETTABLE.letter)
                .putLong(forgettable.noted().toEpochMilli())
                .put(key)
                .array());
    }

    /** The bound below every entry of this time or later. */
    public static Bytes forgettableFrom(Instant noted) {
        return forgettable(new Forgettable(noted, ""));
    }

    public static Forgettable forgettable(Bytes key) {
        ByteBuffer in = ByteBuffer.wrap(key.get(), 1, key.get().length - 1);
        Instant noted = Instant.ofEpochMilli(in.getLong());
        return new Forgettable(noted, StandardCharsets.UTF_8.decode(in).toString());
    }

    private static ByteBuffer run(Kind kind, Run run, int more) {
        byte[] gateway = run.gateway().value().getBytes(StandardCharsets.UTF_8);
        byte[] incarnation = run.incarnation().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + gateway.length + incarnation.length + more)
                .put(kind.letter)
                .putShort((short) gateway.length)
                .put(gateway)
                .putShort((short) incarnation.length)
                .put(incarnation);
    }

    public static Bytes gateway(Run run) {
        return Bytes.wrap(run(Kind.GATEWAY, run, 0).array());
    }

    public static Bytes held(Run run, Epoch epoch) {
        return Bytes.wrap(run(Kind.HELD, run, Long.BYTES).putLong(epoch.value()).array());
    }

    /** The least and, one greater, the bound above every key of {@link #held} for the run. */
    public static Bytes firstHeld(Run run) {
        return held(run, new Epoch(0));
    }

    public static Bytes lastHeld(Run run) {
        return held(run, new Epoch(Long.MAX_VALUE));
    }

    public static Epoch heldEpoch(Bytes key) {
        return new Epoch(ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES));
    }

    public static Bytes firstGateway() {
        return Bytes.wrap(new byte[] {Kind.GATEWAY.letter});
    }

    public static Bytes lastGateway() {
        return Bytes.wrap(new byte[] {(byte) (Kind.GATEWAY.letter + 1)});
    }

    public static Run run(Bytes gatewayKey) {
        ByteBuffer in = ByteBuffer.wrap(gatewayKey.get());
        in.get();
        byte[] gateway = new byte[in.getShort()];
        in.get(gateway);
        byte[] incarnation = new byte[in.getShort()];
        in.get(incarnation);
        return new Run(
                new GatewayId(new String(gateway, StandardCharsets.UTF_8)),
                new String(incarnation, StandardCharsets.UTF_8));
    }

    /** A seat that is free has no entry. */
    public static byte[] write(Seat seat) {
        return switch (seat) {
            case Held held ->
                session(new PackedWriter(VERSION).flag(true), held.session()).done();
            case Left left ->
                session(new PackedWriter(VERSION).flag(false), left.session())
                        .time(left.at())
                        .text(left.reason().word())
                        .whole(left.record())
                        .done();
            case Free free -> throw new IllegalArgumentException("A seat that is free is not written");
        };
    }

    private static PackedWriter session(PackedWriter out, LiveSession session) {
        return out.whole(session.epoch().value())
                .text(session.sessionId().value())
                .text(session.gateway().value())
                .text(session.incarnation())
                .text(session.connection())
                .time(session.since())
                .optional(session.tokenExpires(), PackedWriter::time)
                .optional(session.entered(), (more, epoch) -> more.whole(epoch.value()))
                .times(session.replacements());
    }

    public static Seat readSeat(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "live session");
        return in.flag()
                ? new Held(session(in))
                : new Left(session(in), in.time(), EndReason.ofWord(in.text()), in.whole());
    }

    private static LiveSession session(PackedReader in) {
        return new LiveSession(
                new Epoch(in.whole()),
                new SessionId(in.text()),
                new GatewayId(in.text()),
                in.text(),
                in.text(),
                in.time(),
                in.optional(PackedReader::time),
                in.optional(epoch -> new Epoch(epoch.whole())),
                in.times());
    }

    public static byte[] write(Epoch epoch) {
        return new PackedWriter(VERSION).whole(epoch.value()).done();
    }

    public static Epoch readEpoch(byte[] bytes) {
        return new Epoch(new PackedReader(bytes, VERSION, "epoch").whole());
    }

    public static byte[] write(GatewayLife life) {
        return new PackedWriter(VERSION)
                .time(life.lastHeard())
                .flag(life.superseded())
                .done();
    }

    public static GatewayLife readLife(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "gateway");
        return new GatewayLife(in.time(), in.flag());
    }
}
