package io.restante.push.sender;

import java.time.Duration;

/** Counts what senders do. */
public interface SenderMeter {
    /** Another notification has an answer: {@code sent}, {@code target_gone}, {@code refused}, {@code retry} or {@code not_configured}. */
    void answered(String provider, String outcome);

    /** A notification was not sent, because it was taken back, its message had expired, or it had been answered before. */
    void skipped(String provider, String why);

    /** How long after the message had come its notification was answered. */
    void took(String provider, Duration time);
}
