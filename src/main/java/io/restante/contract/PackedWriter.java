package io.restante.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes a store's value: a version byte, then fields in a fixed order. Whole numbers take as many bytes as they need. */
final class PackedWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

    PackedWriter(int version) {
        bytes.write(version);
    }

    byte[] done() {
        return bytes.toByteArray();
    }

    PackedWriter whole(long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
        return this;
    }

    PackedWriter flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return this;
    }

    PackedWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        whole(utf8.length);
        bytes.write(utf8, 0, utf8.length);
        return this;
    }

    PackedWriter texts(List<String> values) {
        whole(values.size());
        values.forEach(this::text);
        return this;
    }

    PackedWriter time(Instant value) {
        return whole(value.toEpochMilli());
    }

    PackedWriter times(List<Instant> values) {
        whole(values.size());
        values.forEach(this::time);
        return this;
    }

    <T> PackedWriter optional(Optional<T> value, BiConsumer<PackedWriter, T> write) {
        flag(value.isPresent());
        value.ifPresent(present -> write.accept(this, present));
        return this;
    }
}
