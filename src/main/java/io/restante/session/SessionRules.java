package io.restante.session;

import java.time.Duration;

/**
 * Who may hold the live session of a key, and when a gateway counts as lost.
 *
 * @param policy who wins when a session is asked for while another one is current
 * @param gatewayTimeout silence after which a gateway's sessions end
 * @param sweepLimit sessions of a lost gateway that one tick ends at most, in each partition
 * @param duelReplacements replacements of an agent's session within {@code duelWindow} that make a duel of two clients with one identity
 * @param duelWindow how close together they are
 * @param duelPause how long newcomers are refused then
 */
public record SessionRules(
        Policy policy,
        Duration gatewayTimeout,
        int sweepLimit,
        int duelReplacements,
        Duration duelWindow,
        Duration duelPause) {
    /** Who wins when two want the same key. */
    public enum Policy {
        NEWEST_WINS,
        OLDEST_WINS
    }

    public static final SessionRules DEFAULTS = new SessionRules(Policy.NEWEST_WINS, Duration.ofSeconds(15), 1_000);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public SessionRules {
        require(gatewayTimeout.isPositive(), "gatewayTimeout", gatewayTimeout, "a duration above zero");
        require(sweepLimit > 0, "sweepLimit", sweepLimit, "1 or more");
        require(duelReplacements > 0, "duelReplacements", duelReplacements, "1 or more");
        require(duelWindow.isPositive(), "duelWindow", duelWindow, "a duration above zero");
        require(duelPause.isPositive(), "duelPause", duelPause, "a duration above zero");
    }

    /** The rules with duels as they are damped by default. */
    public SessionRules(Policy policy, Duration gatewayTimeout, int sweepLimit) {
        this(policy, gatewayTimeout, sweepLimit, 3, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private static void require(boolean holds, String rule, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": expected " + expected + ", got " + value);
        }
    }
}
