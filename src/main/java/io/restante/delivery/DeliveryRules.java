package io.restante.delivery;

import java.time.Duration;

/**
 * How messages are handed out to a live session.
 *
 * @param grace how long a new session waits before the backlog is sent to it
 * @param acknowledgementWait how long a message that was handed out waits for its acknowledgement, the first time
 * @param acknowledgementWaitMaximum what that wait grows to at most, doubling with each attempt
 * @param inflight messages handed out to one session and not acknowledged, at most
 * @param inflightBytes of their payloads; the message that reaches it may go beyond it
 * @param maxAttempts hand-outs of one message before it goes to the dead letters; 0 means no limit
 */
public record DeliveryRules(
        Duration grace,
        Duration acknowledgementWait,
        Duration acknowledgementWaitMaximum,
        int inflight,
        long inflightBytes,
        int maxAttempts) {
    public static final DeliveryRules DEFAULTS =
            new DeliveryRules(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(5), 32, 1L << 20, 20);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public DeliveryRules {
        require(!grace.isNegative(), "grace", grace, "a duration of zero or more");
        require(acknowledgementWait.isPositive(), "acknowledgementWait", acknowledgementWait, "a duration above zero");
        require(
                acknowledgementWaitMaximum.compareTo(acknowledgementWait) >= 0,
                "acknowledgementWaitMaximum",
                acknowledgementWaitMaximum,
                "a duration not below acknowledgementWait");
        require(inflight > 0, "inflight", inflight, "1 or more");
        require(inflightBytes > 0, "inflightBytes", inflightBytes, "1 or more");
        require(maxAttempts >= 0, "maxAttempts", maxAttempts, "0 or more");
    }

    /** The wait for the acknowledgement of the given attempt (1 is the first): it doubles each time, up to the maximum. */
    public Duration waitOf(int attempt) {
        Duration wait = acknowledgementWait;
        for (int n = 1; n < attempt && wait.compareTo(acknowledgementWaitMaximum) < 0; n++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(acknowledgementWaitMaximum) < 0 ? wait : acknowledgementWaitMaximum;
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
