package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FinishLineTest {
    private static final String MESSAGES = "messages";
    private static final String COMMANDS = "commands";

    private final FinishLine line = new FinishLine(
            Map.of(
                    new TopicPartition(MESSAGES, 0), 3L,
                    new TopicPartition(COMMANDS, 0), 2L,
                    new TopicPartition(MESSAGES, 1), 1L,
                    new TopicPartition(COMMANDS, 1), 5L),
            Map.of(new TopicPartition(COMMANDS, 1), 5L));

    @Test
    void aPartitionHasCrossedWithTheLastRecordOfItsLastInput() {
        assertThat(line.crossedWith(MESSAGES, 0, 2)).isFalse();
        assertThat(line.crossedWith(COMMANDS, 0, 0)).isFalse();
        assertThat(line.crossedWith(COMMANDS, 0, 1)).isTrue();
    }

    @Test
    void itIsCrossedWhenEveryPartitionHas() {
        line.crossedWith(MESSAGES, 0, 2);
        line.crossedWith(COMMANDS, 0, 1);
        assertThat(line.crossed(Duration.ZERO)).isFalse();
        line.crossedWith(MESSAGES, 1, 0);
        assertThat(line.crossed(Duration.ZERO)).isTrue();
    }

    @Test
    void anInputThatWasAtItsEndBeforeIsNotWaitedFor() {
        assertThat(line.crossedWith(MESSAGES, 1, 0)).isTrue();
    }

    @Test
    void onlyOneRecordIsTheLast() {
        assertThat(line.crossedWith(MESSAGES, 1, 0)).isTrue();
        assertThat(line.crossedWith(MESSAGES, 1, 0)).isFalse();
        assertThat(line.crossedWith(MESSAGES, 1, 1)).isFalse();
        assertThat(line.crossedWith("ticks", 1, 7)).isFalse();
    }

    @Test
    void aRunWithNothingToDoIsOverAtOnce() {
        assertThat(new FinishLine(line.ends(), line.ends()).crossed(Duration.ZERO))
                .isTrue();
    }

    @Test
    void recordsThatLieBeforeItAreCounted() {
        assertThat(line.records()).isEqualTo(3 + 2 + 1);
    }
}
