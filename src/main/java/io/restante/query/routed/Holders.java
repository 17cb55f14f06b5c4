package io.restante.query.routed;

import java.util.Optional;

/** Which instance holds which partition, as far as is known. */
public interface Holders {
    /** Where the instance answers, {@code host:port}; empty when no instance holds the partition. */
    Optional<String> holding(int partition);

    /** What is known has been found wanting: it is asked for anew. */
    void doubt();
}
