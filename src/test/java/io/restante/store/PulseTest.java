package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
    private long time;
    private final Pulse pulse = new Pulse(Duration.ofNanos(10), () -> time);

    @Test
    void aProcessThatRunsDoesNotStandStillHoweverLong() {
        for (int beat = 0; beat < 100; beat++) {
            time += 10;
            assertThat(pulse.standstills()).isZero();
        }
    }

    @Test
    void eachPauseThatIsLongerThanTheLimitCountsOnce() {
        time += 11;
        assertThat(pulse.standstills()).isEqualTo(1);
        assertThat(pulse.standstills()).isEqualTo(1);
        time += 1_000;
        assertThat(pulse.standstills()).isEqualTo(2);
    }

    @Test
    void aProcessHasOneForEachLimit() {
        Duration hour = Duration.ofHours(1);
        assertThat(Pulse.of(hour)).isSameAs(Pulse.of(hour));
        assertThat(Pulse.of(hour).standstills()).isZero();
    }
}
