package io.restante.gateway;

import io.restante.contract.Position;
import io.restante.contract.Topic;
import java.util.concurrent.CompletableFuture;

/** How records leave a gateway: onto the log, with the acks of all in-sync replicas. */
public interface RecordLog {
    /**
     * Appends one record. The future fails with {@link io.restante.query.UnavailableException} when the log does not take it in time,
     * and with {@link RefusedException} when it is too large.
     */
    <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value);

    /**
     * The same for who can wait: the future is done when the producer knows what became of the record, and fails only when it has given up. Whoever appends once more
     * sooner would have it on the log twice.
     */
    <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value);

    /** Appends the value without a key to every partition of the topic. */
    <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value);
}
