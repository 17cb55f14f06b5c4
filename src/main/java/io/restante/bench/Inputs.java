package io.restante.bench;

import io.restante.contract.Topic;

/** Where what is to be processed is written. */
interface Inputs {
    /** Writes a record; in time it is on the log, after those of its partition that were written before. */
    <K, V> void write(Topic<K, V> topic, K key, V value);
}
