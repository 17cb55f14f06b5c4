package io.restante.query;

import java.time.Duration;

/**
 * An answer that may be older than what is true now.
 *
 * @param age everything that was written so long ago or earlier is in it
 */
public record Aged<T>(T answer, Duration age) {
    /** An answer of the one who knows. */
    public static <T> Aged<T> now(T answer) {
        return new Aged<>(answer, Duration.ZERO);
    }
}
