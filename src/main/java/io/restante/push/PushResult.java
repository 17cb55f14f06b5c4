package io.restante.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a sender tells of a knock: the value of a record of {@code push.results}.
 *
 * @param attempt which try it was; absent, the last one
 * @param providerCode what the provider said, in its own word
 * @param retryAfter how long the provider asks to be left alone from {@code at} on
 * @param at when it answered
 */
public record PushResult(
        String notificationId,
        OptionalInt attempt,
        PushOutcome outcome,
        Optional<String> providerCode,
        Optional<Duration> retryAfter,
        Instant at) {}
