package io.restante.gateway.rest;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param bodyLimit bytes of a request's body at most
 * @param pageMaximum messages in one answer at most
 * @param keepAlive how long an event stream is silent at most; a client that is gone is noticed by writing to it
 * @param outboundLimit bytes that may wait for one event stream; what is beyond is handed out again later
 * @param door what holds for every route
 */
public record RestRules(int bodyLimit, int pageMaximum, Duration keepAlive, long outboundLimit, DoorRules door) {
    private static final long OUTBOUND_LIMIT = 4L << 20;

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public RestRules {
        require(bodyLimit > 0 && bodyLimit < Integer.MAX_VALUE, "bodyLimit", bodyLimit, "1 or more, below 2 GiB");
        require(pageMaximum > 0, "pageMaximum", pageMaximum, "1 or more");
        require(keepAlive.isPositive(), "keepAlive", keepAlive, "a duration above zero");
        require(outboundLimit > 0, "outboundLimit", outboundLimit, "1 or more");
    }

    /** The rules for a door with its defaults. */
    public RestRules(int bodyLimit, int pageMaximum, Duration keepAlive) {
        this(bodyLimit, pageMaximum, keepAlive, OUTBOUND_LIMIT, DoorRules.DEFAULTS);
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
