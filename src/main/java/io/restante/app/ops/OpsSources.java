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
 * @param topology of the delivery application
 * @param settlement the topology of the settlement application
 * @param cluster one JSON object: instances, tasks, lag, restoring
 * @param console what the console page shows
 * @param questions answers what other instances ask; empty in a process without stores
 * @param pushed what the stand-in for Firebase of a local run got, as JSON
 */
public record OpsSources(
        List<HealthCheck> liveness,
        List<HealthCheck> readiness,
        PrometheusMeterRegistry metrics,
        TopologyRenderer topology,
        TopologyRenderer settlement,
        Supplier<String> cluster,
        ConsoleSources console,
        Optional<Questions> questions,
        Optional<Supplier<byte[]>> pushed) {
    /** What a process shows that stands in for nobody. */
    public OpsSources(
            List<HealthCheck> liveness,
            List<HealthCheck> readiness,
            PrometheusMeterRegistry metrics,
            TopologyRenderer topology,
            TopologyRenderer settlement,
            Supplier<String> cluster,
            ConsoleSources console,
            Optional<Questions> questions) {
        this(liveness, readiness, metrics, topology, settlement, cluster, console, questions, Optional.empty());
    }

    public OpsSources {
        liveness = List.copyOf(liveness);
        readiness = List.copyOf(readiness);
    }
}
