package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.bench.Frames.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** With the examples of RFC 6455, section 5.7. */
class FramesTest {
    private static final byte[] HELLO = {(byte) 0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f};

    @Test
    void readsAServersFrameAndStopsBehindIt() {
        ByteBuffer buffer = ByteBuffer.allocate(HELLO.length + 1)
                .put(HELLO)
                .put((byte) 0x89)
                .flip();
        Frame frame = Frames.read(buffer).orElseThrow();
        assertThat(frame.kind()).isEqualTo(Frames.TEXT);
        assertThat(new String(frame.bytes(), StandardCharsets.UTF_8)).isEqualTo("Hello");
        assertThat(buffer.remaining()).isEqualTo(1);
    }

    @Test
    void waitsForAFrameThatIsNotAllThere() {
        for (int there = 0; there < HELLO.length; there++) {
            ByteBuffer buffer = ByteBuffer.wrap(HELLO, 0, there);
            assertThat(Frames.read(buffer)).isEmpty();
            assertThat(buffer.position()).isZero();
        }
    }

    @Test
    void readsALengthInTwoBytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate(4 + 256).put((byte) 0x82).put((byte) 126).putShort((short) 256);
        assertThat(Frames.read(buffer.clear()).orElseThrow().bytes()).hasSize(256);
        assertThat(Frames.read(buffer.clear().limit(3))).isEmpty();
    }

    @Test
    void writesMaskedAsAClientMust() {
        assertThat(Frames.written(Frames.TEXT, "Hi".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'H', 'i'}));
        ByteBuffer longer = Frames.written(Frames.TEXT, new byte[300]);
        assertThat(longer.remaining()).isEqualTo(2 + 2 + 4 + 300);
        assertThat(longer.get(1)).isEqualTo((byte) (0x80 | 126));
        assertThat(longer.getShort(2)).isEqualTo((short) 300);
    }

    @Test
    void aMessageInPartsIsNotMeasured() {
        assertThatThrownBy(() -> Frames.read(ByteBuffer.wrap(new byte[] {0x01, 0x00})))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("several frames");
    }
}
