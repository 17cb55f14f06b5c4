package io.restante.base;

import java.nio.charset.StandardCharsets;

/** The one rule for texts that serve as keys. */
final class Texts {
    private Texts() {}

    /** @throws IllegalArgumentException naming the field, what it was and what was expected */
    static void requireKey(String field, String value, int maxBytes) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    field + ": expected a text of 1 to " + maxBytes + " bytes, got an empty one");
        }
        if (value.length() <= maxBytes && isPlain(value)) {
            return;
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(field + ": must be Unicode text; it holds half of a surrogate pair");
        }
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(
                    field + ": expected a text of 1 to " + maxBytes + " bytes, got " + bytes + " bytes");
        }
        if (value.indexOf(MailboxId.SEPARATOR) >= 0) {
            throw new IllegalArgumentException(field + ": must not contain the control character U+001F");
        }
    }

    /** Whether each character is one byte and may stand in a key: so are nearly all of them. */
    private static boolean isPlain(String value) {
        for (int n = 0; n < value.length(); n++) {
            char each = value.charAt(n);
            if (each >= 0x80 || each == MailboxId.SEPARATOR) {
                return false;
            }
        }
        return true;
    }
}
