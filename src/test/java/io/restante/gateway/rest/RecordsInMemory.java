package io.restante.gateway.rest;

import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.gateway.RecordLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log of one partition that keeps what was appended. */
final class RecordsInMemory implements RecordLog {
    /** What was appended, and where. */
    record Appended(Topic<?, ?> topic, Object key, Object value) {}

    private final List<Appended> appended = new ArrayList<>();

    synchronized List<Appended> appended() {
        return List.copyOf(appended);
    }

    @Override
    public synchronized <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value) {
        appended.add(new Appended(topic, key, value));
        return CompletableFuture.completedFuture(new Position(topic.name(), 0, appended.size() - 1L));
    }

    @Override
    public <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value) {
        return append(topic, key, value);
    }

    @Override
    public <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(topic.name()));
    }
}
