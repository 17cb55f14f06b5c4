package io.restante.app.metrics;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.restante.gateway.rpc.RpcCalls;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what clients ask of this gateway, how long it took, and who is connected. */
public final class GatewayMeters implements RpcCalls {
    /** The route of requests that no route was declared for. */
    private static final String NO_ROUTE = "none";

    private final MeterRegistry registry;
    private final Map<RpcKind, Timer> rpc = new ConcurrentHashMap<>();
    private final Map<RestKind, Timer> rest = new ConcurrentHashMap<>();

    private record RpcKind(String method, String outcome) {}

    private record RestKind(String method, String route, int status) {}

    public GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows a number of sockets. */
    public void sockets(String protocol, LongSupplier open) {
        gauge(Meters.SOCKETS, "protocol", protocol, open);
    }

    /** Shows a number of live sessions. */
    public void sessions(String kind, LongSupplier held) {
        gauge(Meters.GATEWAY_SESSIONS, "kind", kind, held);
    }

    /**
     * Shows the relayer's outbox.
     *
     * @param waiting served relays that are not on the log yet
     * @param size how many there may be
     * @param recorded those that are
     */
    public void relays(LongSupplier waiting, int size, LongSupplier recorded) {
        Gauge.builder(Meters.RELAY_OUTBOX, waiting::getAsLong).register(registry);
        Gauge.builder(Meters.RELAY_OUTBOX_SIZE, () -> size).register(registry);
        FunctionCounter.builder(Meters.RELAYS_SERVED, recorded, LongSupplier::getAsLong)
                .register(registry);
    }

    private void gauge(String meter, String tag, String word, LongSupplier number) {
        Gauge.builder(meter, number::getAsLong).tag(tag, word).register(registry);
    }

    @Override
    public void answered(String method, String outcome, Duration took) {
        timer(rpc, new RpcKind(method, outcome), kind -> Timer.builder(Meters.RPC_REQUESTS)
                        .tags("method", kind.method(), "outcome", kind.outcome()))
                .record(took);
    }

    /** An HTTP request was answered. A request that is answered over a long time counts when it is over. */
    public void answered(Context request, float millis) {
        @Nullable Endpoint endpoint = request.endpoints().lastHttpEndpoint();
        var kind = new RestKind(
                request.method().name(), endpoint == null ? NO_ROUTE : endpoint.path, request.statusCode());
        timer(rest, kind, each -> Timer.builder(Meters.REST_REQUESTS)
                        .tags(
                                "method",
                                each.method(),
                                "route",
                                each.route(),
                                "status",
                                Integer.toString(each.status())))
                .record((long) (millis * 1_000), TimeUnit.MICROSECONDS);
    }

    private <K> Timer timer(Map<K, Timer> known, K kind, Function<K, Timer.Builder> builder) {
        return known.computeIfAbsent(kind, first -> builder.apply(first)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry));
    }
}
