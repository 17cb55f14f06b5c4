package io.restante.gateway.rpc;

import java.time.Duration;

/**
 * What one socket may ask for and how long it is believed to live.
 *
 * @param frameLimit bytes of one incoming message at most; a larger one closes the socket
 * @param outboundLimit bytes that may wait to be written to one socket; hand-outs stop at half of it
 * @param pipelined requests of one socket that may wait for their answer at the same time
 * @param pingInterval how often a socket is pinged
 * @param pongTimeout how long after a ping was written a sign of life is waited for
 * @param replyTimeout how long a request may take; below the two seconds after which clients give up
 * @param takeLease how long messages taken to be deleted are hidden while their answer is being written
 */
public record RpcRules(
        int frameLimit,
        long outboundLimit,
        int pipelined,
        Duration pingInterval,
        Duration pongTimeout,
        Duration replyTimeout,
        Duration takeLease) {
    public static final RpcRules DEFAULTS = new RpcRules(
            1 << 20,
            8L << 20,
            256,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMillis(1_800),
            Duration.ofSeconds(10));

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public RpcRules {
        require(frameLimit > 0, "frameLimit", frameLimit, "1 or more");
        require(outboundLimit > 0, "outboundLimit", outboundLimit, "1 or more");
        require(pipelined > 0, "pipelined", pipelined, "1 or more");
        require(pingInterval.isPositive(), "pingInterval", pingInterval, "a duration above zero");
        require(pongTimeout.isPositive(), "pongTimeout", pongTimeout, "a duration above zero");
        require(replyTimeout.isPositive(), "replyTimeout", replyTimeout, "a duration above zero");
        require(takeLease.isPositive(), "takeLease", takeLease, "a duration above zero");
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
