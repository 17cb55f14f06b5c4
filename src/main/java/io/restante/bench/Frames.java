package io.restante.bench;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The frames of a WebSocket, as a client writes and reads them (RFC 6455, section 5.2). Messages are read that came in one frame. */
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int KIND = 0x0f;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK_BYTES = 4;
    private static final int HEADER_BYTES = 2;

    private Frames() {}

    /** One frame. */
    record Frame(int kind, ByteBuffer content) {
        byte[] bytes() {
            return content.array();
        }
    }

    /** A whole message as its client sends it. Its mask is 0: what is sent is no secret, and nobody caches it. */
    static ByteBuffer written(int kind, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + Short.BYTES + MASK_BYTES + content.length);
        frame.put((byte) (LAST | kind));
        if (content.length <= SHORT) {
            frame.put((byte) (MASKED | content.length));
        } else if (content.length <= 0xffff) {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) content.length);
        } else {
            throw new IllegalArgumentException("content: expected 65535 bytes or less, got " + content.length);
        }
        return frame.putInt(0).put(content).flip();
    }

    /** The next frame, if the whole of it is there; else the buffer stays where it is. */
    static Optional<Frame> read(ByteBuffer buffer) {
        int start = buffer.position();
        if (buffer.remaining() >= HEADER_BYTES) {
            int first = buffer.get();
            int length = length(buffer, buffer.get());
            if (length >= 0 && buffer.remaining() >= length) {
                if ((first & LAST) == 0) {
                    throw new BenchException("A message came in several frames, which is not measured here");
                }
                byte[] content = new byte[length];
                buffer.get(content);
                return Optional.of(new Frame(first & KIND, ByteBuffer.wrap(content)));
            }
        }
        buffer.position(start);
        return Optional.empty();
    }

    /** Below 0 when it is not all there. */
    private static int length(ByteBuffer buffer, int second) {
        if (second == EIGHT_BYTES) {
            throw new BenchException("A frame of 64 KiB or more came, which is not measured here");
        }
        if (second != TWO_BYTES) {
            return second;
        }
        return buffer.remaining() < Short.BYTES ? -1 : Short.toUnsignedInt(buffer.getShort());
    }
}
