package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void whatArrivesTwiceIsNoticed() {
        Latencies latencies = new Latencies(2);
        latencies.arrived(0);
        latencies.arrived(1);
        latencies.arrived(1);
        assertThatThrownBy(latencies::await)
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("1 arrived 2 times");
    }

    @Test
    void aQuantileIsOneOfTheTimes() {
        Latencies latencies = new Latencies(4);
        for (int n = 0; n < 4; n++) {
            latencies.left(n);
            latencies.arrived(n);
        }
        latencies.await();
        assertThat(latencies.quantile(0)).isLessThanOrEqualTo(latencies.quantile(0.5));
        assertThat(latencies.quantile(0.5)).isLessThanOrEqualTo(latencies.quantile(0.99));
        assertThat(latencies.quantile(0.99)).isEqualTo(latencies.quantile(1));
    }
}
