package io.restante.gateway.live;

import io.restante.contract.Topics;
import io.restante.gateway.RecordLog;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Heartbeat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to every partition, again and again, that this run of the gateway lives; at the end, that it takes no new sessions. */
final class Heartbeats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final LiveGatewaySettings settings;
    private final String incarnation;
    private final RecordLog log;
    private final CompletableFuture<Void> announced = new CompletableFuture<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeat").daemon().factory());

    Heartbeats(LiveGatewaySettings settings, String incarnation, RecordLog log) {
        this.settings = settings;
        this.incarnation = incarnation;
        this.log = log;
    }

    /** Beats from now on; completes once every partition has a heartbeat. */
    CompletableFuture<Void> start() {
        var unused = timer.scheduleAtFixedRate(
                this::beat, 0, settings.heartbeatInterval().toMillis(), TimeUnit.MILLISECONDS);
        return announced;
    }

    private void beat() {
        try {
            var unused = log.appendToAll(Topics.SESSION_EVENTS, new Heartbeat(settings.gateway(), incarnation))
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            announced.complete(null);
                        } else {
                            LOG.warn("A heartbeat did not reach every partition: {}", failure.getMessage());
                        }
                    });
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule, and the gateway would count as lost.
            LOG.error("A heartbeat could not be written", e);
        }
    }

    /** No more heartbeats; the gateway is draining on every partition when this returns, or the log could not be reached in time. */
    @Override
    public void close() {
        timer.close();
        drain();
    }

    /** The gateway is draining on every partition when this returns, or the log could not be reached in time. */
    void drain() {
        try {
            log.appendToAll(Topics.SESSION_EVENTS, new Draining(settings.gateway(), incarnation))
                    .orTimeout(settings.replyTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            LOG.warn("The gateway's end is not on the log; it will count as lost", e);
        }
    }
}
