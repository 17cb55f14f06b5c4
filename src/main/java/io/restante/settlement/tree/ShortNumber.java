package io.restante.settlement.tree;

import java.util.OptionalInt;

/** Small numbers as compact proofs write them: big-endian, in one byte, or in two where one is not enough. */
final class ShortNumber {
    private static final int ONE_BYTE = 1 << Byte.SIZE;

    private ShortNumber() {}

    static Bytes write(int number) {
        return number >= 0 && number < ONE_BYTE
                ? Bytes.of((byte) number)
                : Bytes.of((byte) (number >>> Byte.SIZE), (byte) number);
    }

    /** Absent when the bytes are not how a number is written. */
    static OptionalInt read(Bytes bytes) {
        byte[] raw = bytes.raw();
        if (raw.length == 1) {
            return OptionalInt.of(raw[0] & 0xff);
        }
        return raw.length == 2 && raw[0] != 0
                ? OptionalInt.of((raw[0] & 0xff) << Byte.SIZE | (raw[1] & 0xff))
                : OptionalInt.empty();
    }
}
