package io.restante.base;

/**
 * Names a mailbox: the wire's connectionId, a recipient's DID or a user's id. Opaque, never empty, at most {@link #MAX_BYTES} bytes
 * of UTF-8, and free of {@link #SEPARATOR}, which joins the parts of composite keys.
 */
public record MailboxId(String value) {
    public static final int MAX_BYTES = 512;
    public static final char SEPARATOR = '\u001f';

    /** @throws IllegalArgumentException with a sentence for the sender when the value is no mailbox id */
    public MailboxId {
        Texts.requireKey("mailbox", value, MAX_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
