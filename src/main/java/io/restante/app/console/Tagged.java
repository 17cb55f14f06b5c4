package io.restante.app.console;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One count of a meter that counts by a tag.
 *
 * @param word the tag's value
 */
public record Tagged(String word, double count) {
    /** The counts of a meter by its tag, the largest first; none when nothing of this process is counted by it. */
    public static List<Tagged> of(MeterRegistry registry, String meter, String tag) {
        return registry.find(meter).tagKeys(tag).meters().stream()
                .map(each -> new Tagged(String.valueOf(each.getId().getTag(tag)), value(each)))
                .sorted(Comparator.comparingDouble(Tagged::count).reversed().thenComparing(Tagged::word))
                .toList();
    }

    private static double value(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(each -> meter.getId().getType() != Meter.Type.TIMER || each.getStatistic() == Statistic.COUNT)
                .mapToDouble(Measurement::getValue)
                .sum();
    }
}
