package io.restante.query;

import io.restante.contract.Position;
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
            Optional<Content> value) {}

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
