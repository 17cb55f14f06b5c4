package io.restante.session;

import java.time.Duration;

/**
 * Who may hold the live session of a key, and when a gateway counts as lost.
 *
 * @param policy who wins when a session is asked for while another one is current
 * @param gatewayTimeout silence after which a gateway's sessions end
 * @param sweepLimit sessions of a lost gateway that one tick ends at most, in each partition
 */
public record SessionRules(Policy policy, Duration gatewayTimeout, int sweepLimit) {
    /** Who wins when two want the same key. */
    public enum Policy {
        NEWEST_WINS,
        OLDEST_WINS
    }

    public static final SessionRules DEFAULTS = new SessionRules(Policy.NEWEST_WINS, Duration.ofSeconds(15), 1_000);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public SessionRules {
        if (gatewayTimeout.isNegative() || gatewayTimeout.isZero()) {
            throw new IllegalArgumentException("gatewayTimeout: expected a duration above zero, got " + gatewayTimeout);
        }
        if (sweepLimit < 1) {
            throw new IllegalArgumentException("sweepLimit: expected 1 or more, got " + sweepLimit);
        }
    }
}
