package io.restante.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many records of each input have not been applied yet, on the partitions held here; asked of the brokers every now and then. */
public final class AppliedLag implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedLag.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Set<String> INPUTS =
            Topics.OF_DELIVERY.stream().filter(Topic::input).map(Topic::name).collect(Collectors.toUnmodifiableSet());

    private final AppliedPositions applied;
    private final InputEnds ends;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("applied-lag").daemon().factory());
    private volatile List<Lag> lags = List.of();

    /** @param end the offset the next record would get */
    public record Lag(String topic, int partition, long applied, long end) {
        /** Records that are not applied. */
        public long records() {
            return Math.max(0, end - 1 - applied);
        }
    }

    /** Asks from now on. */
    public AppliedLag(AppliedPositions applied, InputEnds ends, MeterRegistry registry) {
        this.applied = applied;
        this.ends = ends;
        for (String topic : INPUTS) {
            Gauge.builder(Meters.APPLIED_LAG, this, lag -> lag.of(topic))
                    .tag("topic", topic)
                    .register(registry);
        }
        var unused = timer.scheduleWithFixedDelay(this::ask, 0, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private long of(String topic) {
        return lags.stream()
                .filter(lag -> lag.topic().equals(topic))
                .mapToLong(Lag::records)
                .sum();
    }

    private void ask() {
        try {
            List<Lag> asked = new ArrayList<>();
            for (int partition : applied.held()) {
                Map<String, Long> ended = ends.ends(INPUTS, partition);
                Map<String, Long> reached = applied.positions(partition).stream()
                        .collect(Collectors.toMap(Position::topic, Position::offset));
                // What was lost meanwhile has no positions, and would seem not to be applied at all.
                if (applied.holds(partition)) {
                    ended.forEach((topic, end) ->
                            asked.add(new Lag(topic, partition, reached.getOrDefault(topic, -1L), end)));
                }
            }
            lags = List.copyOf(asked);
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end the schedule.
            LOG.debug("How far the inputs reach is not known now", e);
        }
    }

    /** What was found last. */
    public List<Lag> lags() {
        return lags;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
