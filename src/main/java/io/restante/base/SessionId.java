package io.restante.base;

/** Names a live session as its client does; two sessions may share one, the {@link Epoch} tells them apart. */
public record SessionId(String value) {
    public static final int MAX_BYTES = 512;

    /** @throws IllegalArgumentException with a sentence for the client when the value is no session id */
    public SessionId {
        Texts.requireKey("session_id", value, MAX_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
