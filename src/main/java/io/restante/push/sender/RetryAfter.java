package io.restante.push.sender;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header of HTTP by which a server asks to be left alone: seconds, or a date. */
final class RetryAfter {
    /** Nobody is asked to wait longer than that. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** How long from now on; empty when the header says nothing that can be understood. */
    static Optional<Duration> parse(String header, Instant now) {
        String text = header.strip();
        try {
            Duration wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            Duration positive = wait.isNegative() ? Duration.ZERO : wait;
            return Optional.of(positive.compareTo(LONGEST) < 0 ? positive : LONGEST);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
