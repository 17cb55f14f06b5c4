package io.restante.bench;

import io.restante.local.Addresses;
import io.restante.local.demo.LocalChild;
import java.nio.file.Path;
import java.util.List;

/** Starts the application in processes of its own, so that what it takes is told apart from what measuring takes. */
public interface Processes {
    /** Everything in one process; ready when this returns. */
    LocalChild local(Path data);

    /**
     * Another instance of the topology, with a gateway, beside a run; ready when this returns.
     *
     * @param beside where the run's brokers are reached
     * @param key the key file of the run
     */
    LocalChild instance(Path data, Addresses beside, Path key);

    /**
     * A gateway without a topology, beside a local run; ready when this returns.
     *
     * @param beside where the run is reached
     * @param key the key file of the run
     * @param jvm the heap and the collector of its JVM
     */
    LocalChild gateway(Path data, Addresses beside, Path key, List<String> jvm);
}
