package io.restante.settlement;

/** The rules for the texts that records about relays are made of. */
final class Parts {
    private static final int ADDRESS_BYTES = 128;
    private static final char DELETE = 0x7F;

    /** The last character that UTF-8 has in one byte, and in two. */
    private static final char ONE_BYTE = 0x7F;

    private static final char TWO_BYTES = 0x7FF;

    private Parts() {}

    /** @throws IllegalArgumentException unless it is 1 to 128 bytes without white space and control characters */
    static void requireAddress(String field, String value) {
        boolean printable = true;
        int bytes = 0;
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            printable &= each > ' ' && each != DELETE && !Character.isSurrogate(each);
            bytes += each <= ONE_BYTE ? 1 : each <= TWO_BYTES ? 2 : 3;
        }
        if (!printable || bytes == 0 || bytes > ADDRESS_BYTES) {
            throw new IllegalArgumentException(field + ": expected 1 to " + ADDRESS_BYTES
                    + " bytes of text without white space and control characters, got " + bytes + " bytes");
        }
    }

    /** @throws IllegalArgumentException unless it is that many hexadecimal digits in lower case */
    static void requireHex(String field, String value, int digits) {
        boolean hex = true;
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            hex &= (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
        }
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
