package io.restante.contract;

import java.io.IOException;
import java.util.Arrays;

/** JSON in the making, as UTF-8 bytes. Puts the commas; whoever writes sees to it that the rest is JSON. */
final class JsonBytes {
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** For each character that must be escaped the letter that stands for it, or {@link #BY_NUMBER}; 0 for all others. */
    private static final byte[] ESCAPES = new byte[0x80];

    private static final byte BY_NUMBER = 'u';

    static {
        Arrays.fill(ESCAPES, 0, ' ', BY_NUMBER);
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\t'] = 't';
    }

    private byte[] bytes;
    private int size;

    JsonBytes(int expected) {
        this.bytes = new byte[expected];
    }

    private static byte[] ascii(String text) {
        byte[] ascii = new byte[text.length()];
        for (int n = 0; n < ascii.length; n++) {
            ascii[n] = (byte) text.charAt(n);
        }
        return ascii;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }

    /** A brace or bracket that opens. */
    void open(char bracket) {
        room(1);
        bytes[size++] = (byte) bracket;
    }

    /** A brace or bracket that closes. */
    void close(char bracket) {
        open(bracket);
    }

    /** What follows is the next of its object or list: behind a comma when it is not the first. */
    void next() {
        byte last = size == 0 ? (byte) '[' : bytes[size - 1];
        if (last != '{' && last != '[') {
            open(',');
        }
    }

    /** The name of the next field. */
    void name(String name) throws IOException {
        next();
        text(name);
        open(':');
    }

    void flag(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    /** Bytes that are JSON already, one value of it. */
    void raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
    }

    void number(long value) {
        if (value < 0) {
            raw(ascii(Long.toString(value)));
            return;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        digits(value, digits);
    }

    /** So many digits, with zeros before the number where it has fewer. */
    private void digits(long value, int digits) {
        room(digits);
        long rest = value;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** A time: its seconds, written, and its milliseconds. */
    void time(String seconds, int millis) {
        int length = seconds.length();
        room(length + 1);
        bytes[size++] = '"';
        for (int n = 0; n < length; n++) {
            bytes[size++] = (byte) seconds.charAt(n);
        }
        digits(millis, 3);
        room(2);
        bytes[size++] = 'Z';
        bytes[size++] = '"';
    }

    /** @throws IOException when the text holds half of a surrogate pair */
    void text(String text) throws IOException {
        int length = text.length();
        room(length + 2);
        bytes[size++] = '"';
        int at = 0;
        while (at < length) {
            char each = text.charAt(at);
            if (each >= ESCAPES.length || ESCAPES[each] != 0) {
                break;
            }
            bytes[size++] = (byte) each;
            at++;
        }
        if (at < length) {
            rest(text, at);
        }
        open('"');
    }

    private void rest(String text, int from) throws IOException {
        int at = from;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            // No character takes more bytes than one that is escaped by its number.
            room(6);
            if (code < ESCAPES.length) {
                simple(code);
            } else if (code < 0x800) {
                bytes[size++] = (byte) (0xC0 | (code >> 6));
                tail(code, 0);
            } else if (code < 0x10000) {
                if (Character.isSurrogate((char) code)) {
                    throw new IOException("A text holds half of a surrogate pair, which no UTF-8 can hold");
                }
                bytes[size++] = (byte) (0xE0 | (code >> 12));
                tail(code, 6);
                tail(code, 0);
            } else {
                bytes[size++] = (byte) (0xF0 | (code >> 18));
                tail(code, 12);
                tail(code, 6);
                tail(code, 0);
            }
        }
    }

    private void tail(int code, int shift) {
        bytes[size++] = (byte) (0x80 | ((code >> shift) & 0x3F));
    }

    private void simple(int code) {
        byte escape = ESCAPES[code];
        if (escape != 0) {
            bytes[size++] = '\\';
            bytes[size++] = escape;
            if (escape == BY_NUMBER) {
                bytes[size++] = '0';
                bytes[size++] = '0';
                bytes[size++] = HEX[code >> 4];
                bytes[size++] = HEX[code & 0xF];
            }
        } else {
            bytes[size++] = (byte) code;
        }
    }

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }
}
