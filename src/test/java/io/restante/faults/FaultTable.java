package io.restante.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was done to a town, and how soon it worked again. */
final class FaultTable {
    private static final Pattern PARTICULARS = Pattern.compile(" by -?\\d+ min|-\\d+(?= killed)");

    private final List<Row> rows = new ArrayList<>();

    private record Row(int number, Mischief mischief, Duration lasted, Duration recovered) {
        String kind() {
            return PARTICULARS.matcher(mischief.kind()).replaceAll("");
        }
    }

    synchronized void add(int number, Mischief mischief, Duration lasted, Duration recovered) {
        rows.add(new Row(number, mischief, lasted, recovered));
    }

    synchronized int size() {
        return rows.size();
    }

    /** A line for each kind. */
    synchronized String byKind() {
        Map<String, List<Row>> kinds =
                rows.stream().collect(Collectors.groupingBy(Row::kind, TreeMap::new, Collectors.toList()));
        StringBuilder text =
                new StringBuilder("| fault | times | works again, median | at most |\n|---|---|---|---|\n");
        kinds.forEach((kind, all) -> {
            List<Duration> sorted = all.stream().map(Row::recovered).sorted().toList();
            text.append("| %s | %d | %s | %s |\n"
                    .formatted(kind, all.size(), seconds(sorted.get(sorted.size() / 2)), seconds(sorted.getLast())));
        });
        return text.toString();
    }

    /** A line for each fault, in the order in which they were over. */
    synchronized String all() {
        StringBuilder text = new StringBuilder(
                "| number | fault | what it befell | lasted | worked again after |\n|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append("| %d | %s | %s | %s | %s |\n"
                    .formatted(
                            row.number(),
                            row.mischief().kind(),
                            row.mischief().target(),
                            seconds(row.lasted()),
                            seconds(row.recovered())));
        }
        return text.toString();
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }
}
