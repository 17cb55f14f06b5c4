package io.restante.app.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.app.console.ConsoleSources;
import io.restante.topology.TopologyRenderer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the operations port shows.
 *
 * @param liveness what only a new process can mend, when it is not well
 * @param readiness the parts that must be ready; the process is ready when all are
 * @param cluster one JSON object: instances, tasks, lag, restoring
 * @param console what the console page shows
 * @param questions answers what other instances ask; empty in a process without stores
 */
public record OpsSources(
        List<HealthCheck> liveness,
        List<HealthCheck> readiness,
        PrometheusMeterRegistry metrics,
        TopologyRenderer topology,
        Supplier<String> cluster,
        ConsoleSources console,
        Optional<Questions> questions) {
    public OpsSources {
        liveness = List.copyOf(liveness);
        readiness = List.copyOf(readiness);
    }
}
