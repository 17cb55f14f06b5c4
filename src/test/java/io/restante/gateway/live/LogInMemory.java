package io.restante.gateway.live;

import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.gateway.RecordLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A log of several partitions that keeps what is written as the codecs read it back, and fails while it is told to. */
final class LogInMemory implements RecordLog {
    private final List<Object> written = new ArrayList<>();
    private final int partitions;
    private Optional<RuntimeException> failure = Optional.empty();

    LogInMemory(int partitions) {
        this.partitions = partitions;
    }

    synchronized void failWith(Optional<RuntimeException> newFailure) {
        failure = newFailure;
    }

    synchronized List<Object> written() {
        return List.copyOf(written);
    }

    <T> List<T> written(Class<T> type) {
        return written().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public synchronized <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        written.add(value);
        int partition = topic.partition(key, partitions);
        return CompletableFuture.completedFuture(new Position(topic.name(), partition, written.size() - 1L));
    }

    @Override
    public <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value) {
        return append(topic, key, value);
    }

    @Override
    public <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value) {
        synchronized (this) {
            if (failure.isPresent()) {
                return CompletableFuture.failedFuture(failure.get());
            }
            IntStream.range(0, partitions).forEach(partition -> written.add(value));
        }
        return CompletableFuture.completedFuture(null);
    }
}
