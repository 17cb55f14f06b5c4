package io.restante.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes a store's value: a version byte, then fields in a fixed order. Whole numbers take as many bytes as they need. */
final class PackedWriter {
    private byte[] bytes = new byte[128];
    private int size;

    PackedWriter(int version) {
        put(version);
    }

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    private void put(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    PackedWriter whole(long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            put((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        put((int) left);
        return this;
    }

    PackedWriter flag(boolean value) {
        put(value ? 1 : 0);
        return this;
    }

    PackedWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Any bytes, as many as they are before them. */
    PackedWriter bytes(byte[] value) {
        whole(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
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
