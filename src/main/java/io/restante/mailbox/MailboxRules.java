package io.restante.mailbox;

import java.time.Duration;

/**
 * What a mailbox may hold and for how long.
 *
 * @param ttl how long a message is held when its sender named no time to live; zero means for ever
 * @param limitMessages messages held in one mailbox at most
 * @param limitBytes payload bytes held in one mailbox at most
 * @param overflow what happens to the message that does not fit any more
 * @param dedupeWindow how long the id of a message that left is remembered
 * @param pageMaximum messages in one answer at most
 * @param pageBytes payload bytes in one answer at most, but always at least one message
 */
public record MailboxRules(
        Duration ttl,
        long limitMessages,
        long limitBytes,
        Overflow overflow,
        Duration dedupeWindow,
        int pageMaximum,
        long pageBytes) {
    /** What gives way when a mailbox is full. */
    public enum Overflow {
        /** The new message is refused; its sender learns it from a record of {@code mailbox.rejections}. */
        REJECT,
        /** The oldest messages leave, each with a record that says so. */
        EVICT_OLDEST
    }

    public static final MailboxRules DEFAULTS = new MailboxRules(
            Duration.ofDays(30), 10_000, 64L << 20, Overflow.REJECT, Duration.ofHours(1), 1_000, 8L << 20);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public MailboxRules {
        require(!ttl.isNegative(), "ttl", ttl, "a duration of zero or more");
        require(limitMessages > 0, "limitMessages", limitMessages, "1 or more");
        require(limitBytes > 0, "limitBytes", limitBytes, "1 or more");
        require(!dedupeWindow.isNegative(), "dedupeWindow", dedupeWindow, "a duration of zero or more");
        require(pageMaximum > 0, "pageMaximum", pageMaximum, "1 or more");
        require(pageBytes > 0, "pageBytes", pageBytes, "1 or more");
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
