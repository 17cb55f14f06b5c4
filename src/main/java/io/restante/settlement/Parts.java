package io.restante.settlement;

import java.nio.charset.StandardCharsets;

/** The rules for the texts that records about relays are made of. */
final class Parts {
    private static final int ADDRESS_BYTES = 128;

    private Parts() {}

    /** @throws IllegalArgumentException unless it is 1 to 128 bytes without white space and control characters */
    static void requireAddress(String field, String value) {
        boolean printable =
                value.chars().allMatch(each -> each > ' ' && each != 0x7F && !Character.isSurrogate((char) each));
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (!printable || bytes == 0 || bytes > ADDRESS_BYTES) {
            throw new IllegalArgumentException(field + ": expected 1 to " + ADDRESS_BYTES
                    + " bytes of text without white space and control characters, got " + bytes + " bytes");
        }
    }

    /** @throws IllegalArgumentException unless it is that many hexadecimal digits in lower case */
    static void requireHex(String field, String value, int digits) {
        boolean hex = value.chars().allMatch(each -> (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f'));
        if (!hex || value.length() != digits) {
            throw new IllegalArgumentException(field + ": expected " + digits
                    + " hexadecimal digits in lower case, got " + value.length() + " characters");
        }
    }

    static void requireAtLeast(String field, long value, long minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(field + ": expected " + minimum + " or more, got " + value);
        }
    }
}
