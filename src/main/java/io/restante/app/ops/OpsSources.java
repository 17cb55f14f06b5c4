package io.restante.app.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.topology.TopologyRenderer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the operations port shows.
 *
 * @param readiness the parts that must be ready; the process is ready when all are
 * @param cluster one JSON object: instances, tasks, lag, restoring
 * @param questions answers what other instances ask; empty in a process without stores
 */
public record OpsSources(
        List<ReadinessCheck> readiness,
        PrometheusMeterRegistry metrics,
        TopologyRenderer topology,
        Supplier<String> cluster,
        Optional<Questions> questions) {
    public OpsSources {
        readiness = List.copyOf(readiness);
    }
}
