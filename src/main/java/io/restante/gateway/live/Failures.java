package io.restante.gateway.live;

import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What callers hear when something did not come. */
final class Failures {
    /** When asking again is worth it. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Failures() {}

    /** The failure for a caller: a wait that ran out is unavailability, anything else is what it was. */
    static CompletionException told(Throwable failure, String sentence) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new CompletionException(
                cause instanceof TimeoutException ? new UnavailableException(sentence, RETRY_AFTER) : cause);
    }
}
