package io.restante.store;

import org.apache.kafka.common.utils.Bytes;

/** Keys that are mostly looked for in vain, and where a store has those that are there. */
public interface SeldomThere {
    /** Whether the key is one of them. */
    boolean has(Bytes key);

    /** They are all between these two. */
    Range all();

    /** Those that lie beside a key of the store, before the next one is looked for {@link #behind}. */
    Range beside(Bytes key);

    /** Behind the key and what lies beside it. */
    Bytes behind(Bytes key);

    /** Keys between two, both included. */
    record Range(Bytes first, Bytes last) {}
}
