package io.restante.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link PackedWriter} wrote. Bytes that cannot be read mean a damaged store: that is fatal, not somebody's bad input. */
final class PackedReader {
    private final byte[] bytes;
    private int at = 1;

    /** @throws IllegalStateException when the value is of a version this program does not know */
    PackedReader(byte[] bytes, int version, String what) {
        this(bytes, version, version, what);
    }

    /**
     * @param oldest of the versions that are read
     * @throws IllegalStateException when the value is of a version this program does not know
     */
    PackedReader(byte[] bytes, int oldest, int newest, String what) {
        this.bytes = bytes;
        if (bytes.length == 0 || bytes[0] < oldest || bytes[0] > newest) {
            throw new IllegalStateException("A stored " + what + " is of version "
                    + (bytes.length == 0 ? "none" : Integer.toString(bytes[0])) + ", this program reads version "
                    + (oldest == newest ? "" : oldest + " to ") + newest
                    + ": it was written by another release");
        }
    }

    /** Of the value's form. */
    int version() {
        return bytes[0];
    }

    long whole() {
        long left = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[at++];
            left |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (left >>> 1) ^ -(left & 1);
            }
            shift += 7;
        }
    }

    /** As many as were written before them. */
    byte[] bytes() {
        int length = size();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    int size() {
        return Math.toIntExact(whole());
    }

    boolean flag() {
        return bytes[at++] != 0;
    }

    String text() {
        int length = size();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    List<String> texts() {
        int count = size();
        List<String> values = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            values.add(text());
        }
        return values;
    }

    Instant time() {
        return Instant.ofEpochMilli(whole());
    }

    List<Instant> times() {
        int count = size();
        List<Instant> values = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            values.add(time());
        }
        return values;
    }

    <T> Optional<T> optional(Function<PackedReader, T> read) {
        return flag() ? Optional.of(read.apply(this)) : Optional.empty();
    }
}
