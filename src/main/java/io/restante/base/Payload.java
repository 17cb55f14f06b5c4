package io.restante.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message's content: one JSON value as the bytes of its UTF-8 text, verbatim. It is never parsed and written again, so key order,
 * the spelling of numbers and unknown fields survive. The bytes are not copied: who hands them in no longer changes them.
 */
public final class Payload {
    private final byte[] json;

    public Payload(byte[] json) {
        this.json = json;
    }

    /** The JSON text's bytes themselves, not a copy: to be read only. */
    public byte[] json() {
        return json;
    }

    public static Payload ofText(String json) {
        return new Payload(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes of the JSON text. */
    public int size() {
        return json.length;
    }

    public String text() {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(json);
    }

    /** Its size alone: content does not belong in logs. */
    @Override
    public String toString() {
        return "Payload[" + json.length + " bytes]";
    }
}
