package io.restante.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by a word that is only known when it is met. Words are few: after so many, the rest counts under one. */
final class Tally {
    private static final int WORDS = 50;
    private static final String REST = "other";

    private final MeterRegistry registry;
    private final String meter;
    private final String tag;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param words met often enough to be shown before they are met */
    Tally(MeterRegistry registry, String meter, String tag, Iterable<String> words) {
        this.registry = registry;
        this.meter = meter;
        this.tag = tag;
        words.forEach(this::of);
    }

    void add(String word) {
        of(word).increment();
    }

    private LongAdder of(String word) {
        LongAdder known = counts.get(word);
        if (known != null) {
            return known;
        }
        return counts.computeIfAbsent(counts.size() < WORDS ? word : REST, this::counted);
    }

    private LongAdder counted(String word) {
        return counter(registry, meter, tag, word);
    }

    /** A count under this name. */
    static LongAdder counter(MeterRegistry registry, String meter, String... tags) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder(meter, count, LongAdder::sum).tags(tags).register(registry);
        return count;
    }
}
