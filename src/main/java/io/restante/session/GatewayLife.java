package io.restante.session;

import java.time.Instant;
import java.util.Collection;

/**
 * One run of a gateway, as a partition has heard of it.
 *
 * @param lastHeard when its last heartbeat was written
 * @param superseded whether a newer run of the gateway of the same name has been heard
 */
public record GatewayLife(Instant lastHeard, boolean superseded) {
    /** Whether its sessions are over: it fell silent, or a newer run took its name. */
    public boolean lostAt(Instant now, SessionRules rules) {
        return superseded || !now.isBefore(lastHeard.plus(rules.gatewayTimeout()));
    }

    /**
     * A run that was not known is heard. It is the newest, unless another run was heard later: then its record is read a second time, and it is
     * over.
     */
    public static GatewayLife firstHeardAt(Instant time, Collection<GatewayLife> otherRuns) {
        return new GatewayLife(
                time, otherRuns.stream().anyMatch(other -> other.lastHeard().isAfter(time)));
    }

    public GatewayLife heardAt(Instant time) {
        return new GatewayLife(time.isAfter(lastHeard) ? time : lastHeard, superseded);
    }

    public GatewayLife over() {
        return new GatewayLife(lastHeard, true);
    }
}
