package io.restante.settlement;

import io.restante.base.MailboxId;

/** Whom a tree belongs to: one supplier in one relay session. Two suppliers serve the same session, each with a tree of its own. */
public record SupplierSession(String supplier, String sessionId) implements Comparable<SupplierSession> {
    private static final int SESSION_ID_DIGITS = 64;

    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public SupplierSession {
        Parts.requireAddress("supplier", supplier);
        Parts.requireHex("sessionId", sessionId, SESSION_ID_DIGITS);
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException naming the part, what it was and what was expected
     */
    public static SupplierSession of(String text) {
        int end = text.indexOf(MailboxId.SEPARATOR);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "key: expected a supplier, U+001F and a session's id, got \"" + text + "\"");
        }
        return new SupplierSession(text.substring(0, end), text.substring(end + 1));
    }

    /** Both parts, as the key of every record about the session. */
    public String text() {
        return supplier + MailboxId.SEPARATOR + sessionId;
    }

    @Override
    public int compareTo(SupplierSession other) {
        return text().compareTo(other.text());
    }
}
