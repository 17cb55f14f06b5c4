package io.restante.push;

import java.time.Duration;

/**
 * How often, how late and how stubbornly is knocked.
 *
 * @param throttle how many knocks one target gets
 * @param interval between two knocks at one target when it is throttled by time; an unhurried knock waits for the next one
 * @param sessionEndedDelay how long after a live session ended with messages left somebody is knocked for
 * @param backoff what is waited after the first failed try; it doubles with each
 * @param backoffMaximum what that grows to at most
 * @param maxAge how long after the first try a knock that fails is tried again
 * @param answerWait after which a knock whose outcome nobody reported is asked for again
 * @param devices registered for one mailbox at most; the one registered first gives way
 */
public record PushRules(
        Throttle throttle,
        Duration interval,
        Duration sessionEndedDelay,
        Duration backoff,
        Duration backoffMaximum,
        Duration maxAge,
        Duration answerWait,
        int devices) {
    /** Which messages knock at a target. */
    public enum Throttle {
        /** One, until a session opens or something is taken. */
        ONCE_UNTIL_SEEN,
        /** The first, and the last of those that came within the interval after it. */
        INTERVAL,
        /** Each. */
        EVERY
    }

    public static final PushRules DEFAULTS = new PushRules(
            Throttle.ONCE_UNTIL_SEEN,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            20);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public PushRules {
        require(interval.isPositive(), "interval", interval, "a duration above zero");
        require(!sessionEndedDelay.isNegative(), "sessionEndedDelay", sessionEndedDelay, "a duration of zero or more");
        require(backoff.isPositive(), "backoff", backoff, "a duration above zero");
        require(
                backoffMaximum.compareTo(backoff) >= 0,
                "backoffMaximum",
                backoffMaximum,
                "a duration not below backoff");
        require(maxAge.isPositive(), "maxAge", maxAge, "a duration above zero");
        require(answerWait.isPositive(), "answerWait", answerWait, "a duration above zero");
        require(devices > 0, "devices", devices, "1 or more");
    }

    /** The wait after the given failed try (1 is the first): it doubles each time, up to the maximum. */
    Duration waitAfter(int attempt) {
        Duration wait = backoff;
        for (int n = 1; n < attempt && wait.compareTo(backoffMaximum) < 0; n++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(backoffMaximum) < 0 ? wait : backoffMaximum;
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
