package io.restante.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What gauges showed in the course of a run, as a table and as lines of numbers. */
record Readings(List<Reading> all) {
    /** What must not grow: memory and handles. A disk holds what was written, and a lag comes and goes with the faults. */
    private static final Set<Gauge> FLAT = EnumSet.of(Gauge.MEMORY, Gauge.HANDLES);

    private static final int THIRDS = 3;
    private static final double MORE = 1.3;
    private static final double LITTLE = 20;

    /** What one gauge showed of one part: the medians of a run's second and last third, and the most of all. */
    record Course(Gauge gauge, String part, double second, double last, double most) {
        /** Whether it showed much more at last, and should not have. A broker maps what it keeps, which grows. */
        boolean grew() {
            return FLAT.contains(gauge) && !part.startsWith(BrokerPart.NAME) && last > second * MORE + LITTLE;
        }
    }

    Readings {
        all = List.copyOf(all);
    }

    Set<Gauge> gauges() {
        return all.stream().map(Reading::gauge).collect(Collectors.toSet());
    }

    Duration length() {
        return all.stream().map(Reading::at).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** One for each gauge and part that was read in both thirds. */
    List<Course> courses() {
        List<Course> courses = new ArrayList<>();
        for (Gauge gauge : Gauge.values()) {
            byPart(gauge).forEach((part, readings) -> {
                List<Double> second = third(readings, 1);
                List<Double> last = third(readings, 2);
                if (!second.isEmpty() && !last.isEmpty()) {
                    double most =
                            readings.stream().mapToDouble(Reading::value).max().orElse(0);
                    courses.add(new Course(gauge, part, median(second), median(last), most));
                }
            });
        }
        return courses;
    }

    /** What a gauge showed of each part, in the order in which it did. */
    Map<String, List<Reading>> byPart(Gauge gauge) {
        return all.stream()
                .filter(each -> each.gauge() == gauge)
                .collect(Collectors.groupingBy(Reading::part, TreeMap::new, Collectors.toList()));
    }

    /** Those of a third of the whole time, from the least to the most. */
    private List<Double> third(List<Reading> readings, int number) {
        Duration third = length().dividedBy(THIRDS);
        return readings.stream()
                .filter(each -> each.at().compareTo(third.multipliedBy(number)) >= 0)
                .filter(each -> number == THIRDS - 1 || each.at().compareTo(third.multipliedBy(number + 1)) < 0)
                .map(Reading::value)
                .sorted()
                .toList();
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** A line for each course. */
    String table() {
        return "| gauge | part | second third, median | last third, median | most |\n|---|---|---|---|---|\n"
                + courses().stream()
                        .map(each -> String.format(
                                Locale.ROOT,
                                "| %s | %s | %.0f | %.0f | %.0f |%n",
                                each.gauge().title(),
                                each.part(),
                                each.second(),
                                each.last(),
                                each.most()))
                        .collect(Collectors.joining());
    }

    /** A line for each reading, for whoever wants to look closer. */
    String csv() {
        return all.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%.1f,%s,%s,%.1f%n",
                        each.at().toMillis() / 1e3,
                        each.part(),
                        each.gauge().name().toLowerCase(Locale.ROOT),
                        each.value()))
                .collect(Collectors.joining("", "seconds,part,gauge,value\n", ""));
    }
}
