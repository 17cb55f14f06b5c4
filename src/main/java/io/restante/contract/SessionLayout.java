package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.SessionId;
import io.restante.session.GatewayLife;
import io.restante.session.LiveSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** How live sessions and the gateways that hold them lie in their store. */
public final class SessionLayout {
    private static final int VERSION = 1;
    private static final Kind[] KINDS = Kind.values();

    /** The kinds of entries; a letter each. */
    public enum Kind {
        /** {@code key → live session}: the current one. */
        CURRENT('S'),
        /** {@code gateway ▸ incarnation ▸ epoch → key}: what a lost gateway leaves behind. */
        HELD('G'),
        /** {@code gateway ▸ incarnation → life}. */
        GATEWAY('L');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    /** One run of a gateway. */
    public record Run(GatewayId gateway, String incarnation) {}

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

    public static Bytes current(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length)
                .put(Kind.CURRENT.letter)
                .put(text)
                .array());
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

    public static byte[] write(LiveSession session) {
        return new PackedWriter(VERSION)
                .whole(session.epoch().value())
                .text(session.sessionId().value())
                .text(session.gateway().value())
                .text(session.incarnation())
                .text(session.connection())
                .time(session.since())
                .optional(session.tokenExpires(), PackedWriter::time)
                .done();
    }

    public static LiveSession readSession(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "live session");
        return new LiveSession(
                new Epoch(in.whole()),
                new SessionId(in.text()),
                new GatewayId(in.text()),
                in.text(),
                in.text(),
                in.time(),
                in.optional(PackedReader::time));
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
