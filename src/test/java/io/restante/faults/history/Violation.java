package io.restante.faults.history;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that may never happen, and did.
 *
 * @param rule the checker that found it
 * @param sentence what is wrong
 * @param shown the fewest lines of the history that show it
 */
public record Violation(String rule, String sentence, List<Line> shown) {
    public Violation {
        shown = shown.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Line::number))
                .toList();
    }

    static Violation of(Checker checker, String sentence, Line... shown) {
        return new Violation(checker.rule(), sentence, List.of(shown));
    }

    static Violation of(Checker checker, String sentence, Stream<Line> shown) {
        return new Violation(checker.rule(), sentence, shown.toList());
    }

    @Override
    public String toString() {
        return rule + ": " + sentence + "\n"
                + shown.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }
}
