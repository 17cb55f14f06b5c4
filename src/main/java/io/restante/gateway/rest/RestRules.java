package io.restante.gateway.rest;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param bodyLimit bytes of a request's body at most
 * @param pageMaximum messages in one answer at most
 * @param keepAlive how long an event stream is silent at most; a client that is gone is noticed by writing to it
 */
public record RestRules(int bodyLimit, int pageMaximum, Duration keepAlive) {
    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public RestRules {
        require(bodyLimit > 0 && bodyLimit < Integer.MAX_VALUE, "bodyLimit", bodyLimit, "1 or more, below 2 GiB");
        require(pageMaximum > 0, "pageMaximum", pageMaximum, "1 or more");
        require(keepAlive.isPositive(), "keepAlive", keepAlive, "a duration above zero");
    }

    /** The rules with event streams that are silent for 15 s at most, below the idle time-outs of servers and proxies. */
    public RestRules(int bodyLimit, int pageMaximum) {
        this(bodyLimit, pageMaximum, Duration.ofSeconds(15));
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
