package io.restante.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.query.StandbyProgress.Lag;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How old a copy is known to be. */
class StandbyProgressTest {
    private static final String INPUT = "mailbox.messages";
    private static final String STORE = "mailbox-entries";

    /** One input, how far it reaches and how far it was written down as read. */
    private static final class Log implements InputEnds {
        long end;
        long committed;

        @Override
        public Map<String, Long> ends(Set<String> topics, int partition) {
            return Map.of(INPUT, end);
        }

        @Override
        public Map<String, Long> committed(Set<String> topics, int partition) {
            return Map.of(INPUT, committed);
        }
    }

    private final Log log = new Log();
    private final StandbyProgress progress = new StandbyProgress(log, Set.of(INPUT));

    private void look(long second, long at, long lag) {
        Map<Integer, Map<String, Lag>> lags = new HashMap<>();
        lags.put(0, Map.of(STORE, new Lag(at, lag)));
        progress.look(Duration.ofSeconds(second).toNanos(), Set.of(0), () -> lags);
    }

    private Duration age(long second) {
        return progress.age(0, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void whatWasNeverSeenToBeReachedHasNoAge() {
        assertThatThrownBy(() -> age(1)).isInstanceOf(UnavailableException.class);
        log.end = 5;
        look(1, 0, 0);
        assertThatThrownBy(() -> age(1)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aCopyIsAsOldAsTheLastTimeOfWhichItHasEverything() {
        log.end = 5;
        log.committed = 5;
        look(10, 100, 0);
        assertThat(age(12)).isEqualTo(Duration.ofSeconds(2));
        log.end = 9;
        look(20, 100, 0);
        assertThat(age(20)).isEqualTo(Duration.ofSeconds(10));
        log.committed = 9;
        look(30, 100, 40);
        assertThat(age(30)).isEqualTo(Duration.ofSeconds(20));
        look(40, 139, 1);
        assertThat(age(40)).isEqualTo(Duration.ofSeconds(30));
        look(50, 140, 0);
        assertThat(age(50)).isEqualTo(Duration.ZERO);
    }

    /** Nobody reads the inputs any more: a copy that has all of the changelog grows older all the same. */
    @Test
    void aCopyOfAHolderThatIsGoneGrowsOlder() {
        log.end = 5;
        log.committed = 5;
        look(10, 100, 0);
        log.end = 6;
        look(11, 100, 0);
        look(12, 100, 0);
        look(60, 100, 0);
        assertThat(age(60)).isEqualTo(Duration.ofSeconds(50));
    }

    /** A copy under steady load is never at the end, and not old for that. */
    @Test
    void aCopyThatAlwaysLagsALittleIsOldByThatMuch() {
        for (int second = 1; second < 700; second++) {
            log.end = second * 10L;
            log.committed = second * 10L;
            look(second, second * 100L, 100);
        }
        assertThat(age(699)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPartitionThatIsNoCopyAnyMoreIsForgotten() {
        log.committed = 1;
        look(10, 100, 0);
        assertThat(progress.held()).containsExactly(0);
        progress.look(20, Set.of(), Map::of);
        assertThat(progress.held()).isEmpty();
        assertThatThrownBy(() -> age(30)).isInstanceOf(UnavailableException.class);
    }
}
