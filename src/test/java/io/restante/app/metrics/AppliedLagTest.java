package io.restante.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restante.contract.Topics;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is not applied yet is counted on the partitions that are held here. */
@Timeout(60)
class AppliedLagTest {
    private static final String MESSAGES = Topics.MAILBOX_MESSAGES.name();

    /** Inputs of a thousand records each, of which all but ten were written down as read. */
    private static class Log implements InputEnds {
        @Override
        public Map<String, Long> ends(Set<String> topics, int partition) {
            return each(topics, 1_000);
        }

        @Override
        public Map<String, Long> committed(Set<String> topics, int partition) {
            return each(topics, 990);
        }

        private static Map<String, Long> each(Set<String> topics, long offset) {
            return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> offset));
        }
    }

    @Test
    void countsWhatIsNotApplied() {
        AppliedPositions applied = new AppliedPositions(new Log());
        applied.started(3);
        try (AppliedLag lag = new AppliedLag(applied, new Log(), new SimpleMeterRegistry())) {
            await().untilAsserted(() -> assertThat(lag.lags())
                    .anySatisfy(each -> assertThat(each).isEqualTo(new AppliedLag.Lag(MESSAGES, 3, 989, 1_000))));
            assertThat(lag.lags()).allSatisfy(each -> assertThat(each.records()).isEqualTo(10));
        }
    }

    @Test
    void aPartitionThatIsLostMeanwhileIsNotCounted() {
        AppliedPositions applied = new AppliedPositions(new Log());
        applied.started(3);
        applied.started(4);
        InputEnds losing = new Log() {
            @Override
            public Map<String, Long> ends(Set<String> topics, int partition) {
                applied.stopped(4);
                return super.ends(topics, partition);
            }
        };
        try (AppliedLag lag = new AppliedLag(applied, losing, new SimpleMeterRegistry())) {
            await().until(() -> !lag.lags().isEmpty());
            assertThat(lag.lags()).allSatisfy(each -> {
                assertThat(each.partition()).isEqualTo(3);
                assertThat(each.records()).isEqualTo(10);
            });
        }
    }
}
