package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void theRatioIsTheMedianOfThePairsRatiosNotTheRatioOfTheMedians() {
        Comparison comparison = comparison(new Pair(1, 10), new Pair(20, 10), new Pair(30, 100));
        assertThat(comparison.ratio()).isCloseTo(0.3, within(1e-9));
        assertThat(comparison.ours()).isEqualTo(20);
        assertThat(comparison.theirs()).isEqualTo(10);
        assertThat(comparison.leastRatio()).isEqualTo(0.1);
        assertThat(comparison.greatestRatio()).isEqualTo(2);
    }

    @Test
    void ofAnEvenNumberTheMedianLiesBetweenTheTwoInTheMiddle() {
        assertThat(comparison(pairs(1, 2, 4, 100)).ratio()).isEqualTo(3);
    }

    @Test
    void oneOutlierMovesTheSpreadAndNotTheMedian() {
        Comparison comparison = comparison(pairs(1.0, 1.1, 1.2, 1.1, 50));
        assertThat(comparison.ratio()).isEqualTo(1.1);
        assertThat(comparison.wide()).isTrue();
        assertThat(comparison(pairs(1.0, 1.1, 2.0)).wide()).isFalse();
    }

    @Test
    void nothingMeasuredIsNoComparison() {
        assertThatThrownBy(() -> comparison())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairs");
    }

    @Test
    void aGoalToStayBelowIsMetAtItsBound() {
        Goal goal = Goal.atMost(2, 1.3);
        assertThat(Stream.of(1.3, 1.31, 2.0, 2.01).map(goal::verdict))
                .containsExactly("aim reached", "met", "met", "missed");
    }

    @Test
    void aGoalToReachIsMetAtItsBound() {
        Goal goal = Goal.atLeast(0.45, 0.8);
        assertThat(Stream.of(0.8, 0.79, 0.45, 0.44).map(goal::verdict))
                .containsExactly("aim reached", "met", "met", "missed");
    }

    @Test
    void onlyAGoalCanBeMissed() {
        assertThat(comparison(pairs(50)).missed()).isFalse();
        assertThat(new Comparison("t", "ms", Optional.of(Goal.atMost(2, 1)), List.of(pairs(50))).missed())
                .isTrue();
    }

    @Test
    void theReportSaysRatioRangeMediansAndVerdict() {
        Comparison comparison =
                new Comparison("hop", "ms", Optional.of(Goal.atMost(2, 1.3)), List.of(pairs(1.0, 2.5, 3.0)));
        assertThat(Report.line(comparison))
                .isEqualTo("hop: 2.50 (1.00 to 3.00, 3 pairs); ours 2.50, theirs 1.00 ms; must be ≤ 2.0: missed;"
                        + " SPREAD OVER 2×: the machine was busy, measure again");
    }

    @Test
    void theReportSaysWhatEachSizeCosts() {
        Slope slope = new Slope("take", "µs", "held", List.of(new Slope.Point(10, 8), new Slope.Point(100_000, 12)));
        assertThat(Report.line(slope)).isEqualTo("take by held: 10: 8.00, 100,000: 12.0 µs; growth ×1.50");
    }

    private static Comparison comparison(Pair... pairs) {
        return new Comparison("a question", "ms", Optional.empty(), List.of(pairs));
    }

    private static Pair[] pairs(double... ratios) {
        return java.util.Arrays.stream(ratios)
                .mapToObj(ratio -> new Pair(ratio, 1))
                .toArray(Pair[]::new);
    }
}
