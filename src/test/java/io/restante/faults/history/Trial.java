package io.restante.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells checkers of histories made up for them.
 *
 * @param checkers that are tried, all of them each time
 */
record Trial(List<Checker> checkers) {
    static History history(Event... events) {
        List<Line> lines = new ArrayList<>();
        for (Event event : events) {
            lines.add(new Line(lines.size() + 1, Duration.ofSeconds(lines.size()), event));
        }
        return new History(lines);
    }

    /** The one violation of the history is found by this checker alone, and each line that is shown is needed to see it. */
    void found(Class<? extends Checker> by, Event... events) {
        List<Violation> violations = Checkers.violations(checkers, history(events));
        assertThat(violations).extracting(Violation::rule).containsExactly(by.getSimpleName());
        List<Line> shown = violations.getFirst().shown();
        Checker checker = checkers.stream().filter(by::isInstance).findFirst().orElseThrow();
        String sentence = violations.getFirst().sentence();
        assertThat(checker.check(new History(shown)))
                .as("what is shown")
                .extracting(Violation::sentence)
                .contains(sentence);
        for (Line line : shown) {
            List<Line> without = new ArrayList<>(shown);
            without.remove(line);
            assertThat(checker.check(new History(without)))
                    .as("without %s", line)
                    .extracting(Violation::sentence)
                    .doesNotContain(sentence);
        }
    }

    void fine(Event... events) {
        assertThat(Checkers.violations(checkers, history(events))).isEmpty();
    }
}
