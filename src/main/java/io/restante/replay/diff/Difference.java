package io.restante.replay.diff;

import java.util.List;
import java.util.Optional;

/**
 * One thing that the two see differently.
 *
 * @param key the mailbox, or the key of a session
 * @param subject what of it, such as a message
 * @param live what the live application has; empty, nothing
 * @param shadow what the shadow has
 * @param explained which change of a rule makes it, where one does
 */
public record Difference(
        Kind kind,
        String key,
        String subject,
        Optional<String> live,
        Optional<String> shadow,
        Optional<String> explained) {
    /** What can differ; and the rules whose change can make it so. */
    public enum Kind {
        HELD("held messages"),
        DEAD("dead letters"),
        CONTENT("messages' content"),
        EXPIRY("when messages expire"),
        COUNT("counts and bytes"),
        END("ends"),
        REFUSED("refusals"),
        SESSION("live sessions"),
        HAND_OUT("hand-outs: to whom, when, how often");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** What the paths of the rules begin with that can make such a difference. */
        List<String> rules() {
            return switch (this) {
                case HELD, COUNT -> List.of("mailbox.", "delivery.maxAttempts", "delivery.acknowledgementWait");
                case DEAD, END -> List.of("mailbox.", "delivery.");
                case CONTENT -> List.of();
                case EXPIRY -> List.of("mailbox.ttl");
                case REFUSED -> List.of("mailbox.");
                case SESSION -> List.of("session.");
                case HAND_OUT -> List.of("delivery.", "mailbox.", "session.");
            };
        }

        /** Whether it is about what is there and what became of it, and not about the way there. */
        public boolean counts() {
            return this != HAND_OUT;
        }
    }
}
