package io.restante.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.gateway.RecordLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Places for relays on their way to the log, and what becomes of them when the relayer stops. */
@Timeout(60)
class RelayOutboxTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final RelayOutbox outbox = new RelayOutbox(new NoLog(), 2);

    @Test
    void hasSoManyPlaces() {
        assertThat(outbox.take()).isTrue();
        assertThat(outbox.take()).isTrue();
        assertThat(outbox.take()).isFalse();
        assertThat(outbox.waiting()).isEqualTo(2);
        outbox.giveBack();
        assertThat(outbox.take()).isTrue();
    }

    @Test
    void givesNoPlaceOnceItIsClosed() {
        outbox.close(LONG);
        assertThat(outbox.take()).isFalse();
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void isClosedWhenEveryPlaceHasComeBack() {
        assertThat(outbox.take()).isTrue();
        assertThat(outbox.take()).isTrue();
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(() -> outbox.close(LONG), Thread::startVirtualThread);
        outbox.giveBack();
        await().during(Duration.ofMillis(200)).until(() -> !closed.isDone());
        assertThat(outbox.take()).isFalse();
        outbox.giveBack();
        await().until(closed::isDone);
        assertThat(closed).isCompleted();
    }

    @Test
    void isNotWaitedForForEver() {
        assertThat(outbox.take()).isTrue();
        outbox.close(Duration.ofMillis(10));
        assertThat(outbox.waiting()).isEqualTo(1);
    }

    /** Nothing is written here. */
    private static final class NoLog implements RecordLog {
        @Override
        public <K, V> CompletableFuture<Position> append(Topic<K, V> topic, K key, V value) {
            throw new AssertionError("written: " + value);
        }

        @Override
        public <K, V> CompletableFuture<Position> appendPatiently(Topic<K, V> topic, K key, V value) {
            throw new AssertionError("written: " + value);
        }

        @Override
        public <K, V> CompletableFuture<Void> appendToAll(Topic<K, V> topic, V value) {
            throw new AssertionError("written: " + value);
        }
    }
}
