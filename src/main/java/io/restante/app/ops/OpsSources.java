package io.restante.app.ops;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.topology.TopologyRenderer;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the operations port shows.
 *
 * @param readiness the parts that must be ready; the process is ready when all are
 * @param cluster one JSON object: instances, tasks, lag, restoring
 */
public record OpsSources(
        List<ReadinessCheck> readiness,
        PrometheusMeterRegistry metrics,
        TopologyRenderer topology,
        Supplier<String> cluster) {
    public OpsSources {
        readiness = List.copyOf(readiness);
    }
}
