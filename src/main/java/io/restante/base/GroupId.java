package io.restante.base;

/** Names a group: the wire's classroom_id. Opaque, never empty, at most {@link #MAX_BYTES} bytes of UTF-8, without U+001F. */
public record GroupId(String value) {
    public static final int MAX_BYTES = 512;

    /** @throws IllegalArgumentException with a sentence for the client when the value is no group id */
    public GroupId {
        Texts.requireKey("group", value, MAX_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
