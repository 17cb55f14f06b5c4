package io.restante.gateway.presence;

import java.time.Duration;

/**
 * How patient the gateway is with one socket.
 *
 * @param authenticationTimeout from the socket's opening to its first frame
 * @param pingInterval between two pings, and from the grant to the first one
 * @param pongTimeout how long after a ping was written a sign of life is waited for
 * @param frameLimit bytes of one incoming message at most; a larger one closes the socket
 * @param outboundLimit bytes that may wait to be written to one socket; events stop at half of it
 */
public record PresenceRules(
        Duration authenticationTimeout,
        Duration pingInterval,
        Duration pongTimeout,
        int frameLimit,
        long outboundLimit) {
    public static final PresenceRules DEFAULTS = new PresenceRules(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5), 64 << 10, 4L << 20);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public PresenceRules {
        require(
                authenticationTimeout.isPositive(),
                "authenticationTimeout",
                authenticationTimeout,
                "a duration above zero");
        require(pingInterval.isPositive(), "pingInterval", pingInterval, "a duration above zero");
        require(pongTimeout.isPositive(), "pongTimeout", pongTimeout, "a duration above zero");
        require(frameLimit > 0, "frameLimit", frameLimit, "1 or more");
        require(outboundLimit > 0, "outboundLimit", outboundLimit, "1 or more");
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
