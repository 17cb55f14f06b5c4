package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import io.restante.group.Waiting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/** How the events of groups that wait for their fan-out lie in their store. */
public final class GroupLayout {
    private static final int VERSION = 1;

    /** {@code group → waiting}: there only while something waits. */
    static final byte WAITING = 'H';

    /** {@code group ▸ number → event}. */
    static final byte EVENT = 'F';

    private GroupLayout() {}

    public static Bytes waiting(GroupId group) {
        byte[] text = group.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(1 + text.length).put(WAITING).put(text).array());
    }

    public static Bytes firstWaiting() {
        return Bytes.wrap(new byte[] {WAITING});
    }

    public static Bytes lastWaiting() {
        return Bytes.wrap(new byte[] {WAITING + 1});
    }

    public static GroupId waitingGroup(Bytes key) {
        return new GroupId(new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8));
    }

    public static Bytes event(GroupId group, long number) {
        byte[] text = group.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(3 + text.length + Long.BYTES)
                .put(EVENT)
                .putShort((short) text.length)
                .put(text)
                .putLong(number)
                .array());
    }

    public static byte[] write(Waiting waiting) {
        return new PackedWriter(VERSION)
                .whole(waiting.first())
                .whole(waiting.next())
                .optional(waiting.after().map(AgentId::value), PackedWriter::text)
                .done();
    }

    public static Waiting readWaiting(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "list of waiting events");
        return new Waiting(
                in.whole(), in.whole(), in.optional(PackedReader::text).map(AgentId::new));
    }

    public static byte[] write(GroupEvent event) {
        return new PackedWriter(VERSION)
                .text(event.id().entityType())
                .text(event.id().operation())
                .whole(event.id().sequence())
                .text(event.sender().value())
                .optional(event.receiver().map(AgentId::value), PackedWriter::text)
                .flag(event.internal())
                .text(event.payload().text())
                .done();
    }

    public static GroupEvent readEvent(byte[] bytes) {
        PackedReader in = new PackedReader(bytes, VERSION, "event of a group");
        return new GroupEvent(
                new EventId(in.text(), in.text(), in.whole()),
                new AgentId(in.text()),
                in.optional(PackedReader::text).map(AgentId::new),
                in.flag(),
                Payload.ofText(in.text()));
    }
}
