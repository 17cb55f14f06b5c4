package io.restante.gateway.relay;

import io.restante.settlement.ChainParameters;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What a relayer serves, and how much.
 *
 * @param chain the chain's rules
 * @param services by their names
 * @param outbox relays that may be served and not on the log yet, at most
 * @param budget relays of one application in one session, at most
 * @param bodyLimit bytes of one request, at most
 * @param backendTimeout how long a backend may take
 */
public record RelayRules(
        ChainParameters chain,
        Map<String, Service> services,
        int outbox,
        long budget,
        int bodyLimit,
        Duration backendTimeout) {
    /**
     * A service.
     *
     * @param units compute units of one relay
     */
    public record Service(URI backend, long units) {}

    public RelayRules {
        services = Map.copyOf(services);
    }
}
