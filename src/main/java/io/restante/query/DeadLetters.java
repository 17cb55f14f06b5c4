package io.restante.query;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.contract.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The dead letters, read from their topic. Throws {@link UnavailableException} when that cannot be done in time. */
public interface DeadLetters {
    /**
     * A dead letter.
     *
     * @param place where it lies on its own topic: its name
     * @param room the room that gave up on it
     * @param reason for people
     * @param source where the record lay that it was
     * @param exception the class of the failure; empty when it was none
     * @param attempts how often it was tried
     * @param key of the source; absent when it had none
     * @param value of the source; absent when it had none
     */
    record Letter(
            Position place,
            String room,
            String reason,
            String source,
            String exception,
            int attempts,
            Instant at,
            Optional<Content> key,
            Optional<Content> value) {
        private static final String OF_MAILBOXES = "mailbox.";
        private static final String OF_MESSAGES = Topics.MAILBOX_MESSAGES.name() + "-";

        /** The room whose dead letters are messages that a mailbox still has. */
        private static final String DELIVERY = "delivery";

        /** The mailbox whose record it was, when it was one's. */
        public Optional<MailboxId> mailbox() {
            Optional<String> text = key.filter(content -> !content.encoded()).map(Content::text);
            if (text.isEmpty() || !source.startsWith(OF_MAILBOXES)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Words.mailbox(text.get()));
            } catch (MalformedException e) {
                return Optional.empty();
            }
        }

        /** The message that it was, when its mailbox has it among its dead ones: what can be put back. */
        public Optional<MessageId> deadMessage() {
            if (!room.equals(DELIVERY)
                    || !source.startsWith(OF_MESSAGES)
                    || value.isEmpty()
                    || mailbox().isEmpty()) {
                return Optional.empty();
            }
            try {
                byte[] json = value.get().text().getBytes(StandardCharsets.UTF_8);
                return Topics.MAILBOX_MESSAGES.values().decode(json).id();
            } catch (MalformedException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Bytes as text: their own where they are UTF-8, else in Base64.
     *
     * @param encoded whether it is Base64
     */
    record Content(String text, boolean encoded) {}

    /**
     * Some letters, the newest first.
     *
     * @param before of each partition, the offset before which the next page begins; empty when there is no next page
     */
    record Page(List<Letter> letters, Map<Integer, Long> before) {}

    /**
     * The newest letters that are wanted. A page may have fewer than there are, or none, and still be followed by another.
     *
     * @param before where the page begins, as the page before said; empty for the newest
     */
    Page newest(Map<Integer, Long> before, Predicate<Letter> wanted, int limit);

    /** The letter at this place. */
    Optional<Letter> at(Position place);
}
