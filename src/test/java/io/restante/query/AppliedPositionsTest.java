package io.restante.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.contract.Position;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How far inputs have been applied, and when a partition has caught up. */
@Timeout(60)
class AppliedPositionsTest {
    private static final String MESSAGES = Topics.MAILBOX_MESSAGES.name();
    private static final String COMMANDS = Topics.MAILBOX_COMMANDS.name();

    /** Where the inputs end, and what progress on them was written down. */
    private static final class Log implements InputEnds {
        private final Map<String, Long> ends = new ConcurrentHashMap<>();
        private final Map<String, Long> committed = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile CountDownLatch answers = new CountDownLatch(0);
        private volatile boolean away;

        @Override
        public Map<String, Long> ends(Set<String> topics, int partition) {
            return of(ends, topics);
        }

        @Override
        public Map<String, Long> committed(Set<String> topics, int partition) {
            asked.incrementAndGet();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (away) {
                throw new IllegalStateException("no broker answers");
            }
            return of(committed, topics);
        }

        private static Map<String, Long> of(Map<String, Long> offsets, Set<String> topics) {
            return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> offsets.getOrDefault(topic, 0L)));
        }
    }

    private final Log log = new Log();
    private final AppliedPositions applied = new AppliedPositions(log);

    @Test
    void hasCaughtUpWhenEveryInputIsAppliedUpToWhereItEndedAtTheStart() {
        log.ends.put(MESSAGES, 3L);
        log.ends.put(COMMANDS, 2L);
        log.committed.put(COMMANDS, 1L);
        assertThat(applied.caughtUp(0)).isFalse();
        applied.started(0);
        log.ends.put(MESSAGES, 9L);
        applied.applied(MESSAGES, 0, 2);
        assertThat(applied.caughtUp(0)).isFalse();
        applied.applied(COMMANDS, 0, 1);
        assertThat(applied.caughtUp(0)).isTrue();
        assertThat(applied.caughtUp(1)).isFalse();
    }

    @Test
    void isWaitedForUnlessManyRecordsLieBeforeWhatComesNow() {
        log.ends.put(MESSAGES, 3L);
        applied.started(0);
        assertThat(applied.waitedFor(0)).as("has not caught up").isFalse();
        applied.applied(MESSAGES, 0, 2);
        assertThat(applied.waitedFor(0)).isTrue();
        log.ends.put(MESSAGES, 703L);
        log.ends.put(COMMANDS, 301L);
        await().untilAsserted(() -> assertThat(applied.waitedFor(0)).isFalse());
        applied.applied(COMMANDS, 0, 0);
        assertThat(applied.waitedFor(0)).as("a thousand are left").isTrue();
        assertThat(applied.waitedFor(1)).as("is not here").isFalse();
    }

    @Test
    void whatWasReadBeforeTheStartIsNotWaitedFor() {
        log.ends.put(MESSAGES, 3L);
        log.committed.put(MESSAGES, 3L);
        applied.started(0);
        assertThat(applied.caughtUp(0)).isTrue();
    }

    @Test
    void anInputThatEndsWithATransactionsMarkerIsReachedWhenThatIsWrittenDown() {
        log.ends.put(MESSAGES, 3L);
        applied.started(0);
        applied.applied(MESSAGES, 0, 1);
        assertThat(applied.caughtUp(0)).isFalse();
        log.committed.put(MESSAGES, 3L);
        await().until(() -> applied.caughtUp(0));
        assertThat(applied.reached(MESSAGES, 0, 2)).isTrue();
    }

    @Test
    void whoWaitsForAnOffsetWithoutARecordIsTold() {
        log.committed.put(MESSAGES, 1L);
        applied.started(0);
        assertThatThrownBy(() -> applied.await(new Position(MESSAGES, 0, 5), Duration.ofMillis(50)))
                .isInstanceOf(UnavailableException.class);
        log.committed.put(MESSAGES, 6L);
        assertThatCode(() -> applied.await(new Position(MESSAGES, 0, 5), Duration.ofSeconds(30)))
                .doesNotThrowAnyException();
    }

    @Test
    void nobodyIsAskedAboutInputsThatMove() {
        log.ends.put(MESSAGES, 1_000L);
        applied.started(0);
        int before = log.asked.get();
        for (int offset = 0; offset < 30; offset++) {
            applied.applied(MESSAGES, 0, offset);
            assertThat(applied.caughtUp(0)).isFalse();
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        }
        assertThat(log.asked).hasValue(before);
    }

    @Test
    void theWorkDoesNotWaitForBrokersThatDoNotAnswerAndOutlivesThem() {
        log.ends.put(MESSAGES, 3L);
        applied.started(0);
        log.answers = new CountDownLatch(1);
        log.away = true;
        int before = log.asked.get();
        await().until(() -> !applied.caughtUp(0) && log.asked.get() > before);
        applied.applied(MESSAGES, 0, 1);
        assertThat(applied.caughtUp(0)).isFalse();
        assertThat(log.asked).hasValue(before + 1);
        log.answers.countDown();
        await().until(() -> !applied.caughtUp(0) && log.asked.get() > before + 1);
        log.away = false;
        log.committed.put(MESSAGES, 3L);
        await().until(() -> applied.caughtUp(0));
    }
}
