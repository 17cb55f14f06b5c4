package io.restante.gateway.rest;

import java.time.Duration;

/**
 * How fast a request must come.
 *
 * @param headTimeout from the first byte of its head to its last; and how long nothing is asked of the rate of its body
 * @param minimumRate bytes of its body a second, on the whole; 0 when nothing is asked of it
 */
public record SenderRules(Duration headTimeout, int minimumRate) {
    public static final SenderRules DEFAULTS = new SenderRules(Duration.ofSeconds(10), 500);

    private static final double SECOND = 1e9;

    /** Whether a body of which so much has come after so long comes too slowly. */
    boolean tooSlow(long bytes, long nanos) {
        return nanos > headTimeout.toNanos() && bytes < minimumRate * (nanos / SECOND);
    }
}
