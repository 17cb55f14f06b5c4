package io.restante.gateway.rest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of this gateway one caller may use: so many requests a second, a second's worth at once, and so many streams. Of a caller that has
 * been silent for a second nothing is kept.
 */
final class CallerLimits {
    private static final long BURST = TimeUnit.SECONDS.toNanos(1);

    /** With so many callers known, those that are silent are forgotten. */
    private static final int TIDY_AT = 10_000;

    private final DoorRules rules;
    private final LongSupplier nanos;
    private final Map<String, Long> paidUntil = new ConcurrentHashMap<>();
    private final Map<String, Integer> streams = new ConcurrentHashMap<>();

    /** @param nanos a clock that never goes back */
    CallerLimits(DoorRules rules, LongSupplier nanos) {
        this.rules = rules;
        long origin = nanos.getAsLong();
        this.nanos = () -> nanos.getAsLong() - origin;
    }

    /** Counts a request; when it is one too many, how long to wait until one may be made. */
    Optional<Duration> request(String caller) {
        if (rules.requestsPerSecond() == 0) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        if (paidUntil.size() >= TIDY_AT) {
            paidUntil.values().removeIf(until -> until <= now);
        }
        long price = BURST / rules.requestsPerSecond();
        long[] tooEarly = {0};
        paidUntil.compute(caller, (who, until) -> {
            long from = until == null ? now : Math.max(until, now);
            tooEarly[0] = from + price - now - BURST;
            return tooEarly[0] > 0 ? from : from + price;
        });
        return tooEarly[0] > 0 ? Optional.of(Duration.ofNanos(tooEarly[0])) : Optional.empty();
    }

    /** Counts a stream that opens; false when it is one too many, and then it is not counted. */
    boolean streamOpens(String caller) {
        int[] open = {0};
        streams.compute(caller, (who, before) -> {
            open[0] = (before == null ? 0 : before) + 1;
            return open[0] > rules.streams() ? before : Integer.valueOf(open[0]);
        });
        return open[0] <= rules.streams();
    }

    void streamEnds(String caller) {
        streams.computeIfPresent(caller, (who, before) -> before == 1 ? null : Integer.valueOf(before - 1));
    }

    /** Callers of whom something is kept. */
    int known() {
        return paidUntil.size() + streams.size();
    }
}
