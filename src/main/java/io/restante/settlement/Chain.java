package io.restante.settlement;

import java.util.Optional;

/** What a partition has seen of the chain. */
public interface Chain {
    /** The height of the highest block; 0 before the first. */
    long height();

    /** The hash of the block of exactly this height; empty when it has not been seen, or was forgotten since. */
    Optional<String> hash(long height);
}
