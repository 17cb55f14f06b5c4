package io.restante.gateway.relay;

import io.restante.contract.Position;
import io.restante.contract.SettlementTopics;
import io.restante.gateway.RecordLog;
import io.restante.settlement.ServedRelay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Served relays on their way to the log. A place is taken before a request is served, and given back when its record is on the log, however often that takes. */
final class RelayOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(RelayOutbox.class);
    private static final Duration AGAIN = Duration.ofMillis(250);

    private final RecordLog log;
    private final int size;
    private final Semaphore places;
    private final AtomicLong recorded = new AtomicLong();
    private volatile boolean closed;

    RelayOutbox(RecordLog log, int size) {
        this.log = log;
        this.size = size;
        this.places = new Semaphore(size);
    }

    /** Whether there is a place, which is then taken; in a closed outbox there is none. */
    boolean take() {
        return !closed && places.tryAcquire();
    }

    /** The request was not served: its place is free. */
    void giveBack() {
        places.release();
    }

    /** Writes the relay to the log; when the producer has given up, it tries again, until it is there. */
    void record(ServedRelay relay) {
        CompletableFuture<Position> appended = log.appendPatiently(SettlementTopics.RELAYS, relay.key(), relay);
        var unused = appended.whenComplete((position, failure) -> {
            if (failure == null) {
                recorded.incrementAndGet();
                places.release();
                return;
            }
            LOG.warn(
                    "A relay of session {} is not on the log yet; trying again",
                    relay.session().sessionId(),
                    failure);
            CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> record(relay));
        });
    }

    /** Gives no more places; returns when what was served is on the log, or after that long. */
    void close(Duration atMost) {
        closed = true;
        try {
            if (places.tryAcquire(size, atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                places.release(size);
            } else {
                LOG.error("The log did not take {} served relays before the relayer stopped: they are lost", waiting());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.error("Interrupted while {} served relays were on their way to the log: they may be lost", waiting());
        }
    }

    /** Relays that were served and are not on the log yet, and requests being served. */
    int waiting() {
        return size - places.availablePermits();
    }

    long recorded() {
        return recorded.get();
    }
}
