package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandstillTest {
    private long time;
    private final Standstill standstill = new Standstill(() -> time);

    @Test
    void aPauseBetweenTwoPiecesOfWorkIsNone() {
        standstill.limit(10);
        time += 1_000;
        standstill.beat(false);
        assertThat(standstill.noticed()).isFalse();
    }

    @Test
    void aPauseWithinTheWorkIsNoticedIfItIsLongerThanTheLimit() {
        standstill.limit(10);
        standstill.beat(false);
        time += 10;
        standstill.beat(true);
        assertThat(standstill.noticed()).isFalse();
        time += 11;
        standstill.beat(true);
        assertThat(standstill.noticed()).isTrue();
    }

    @Test
    void itIsForgottenOnlyWhenTheWorkBeginsAnew() {
        standstill.limit(10);
        time += 11;
        standstill.beat(true);
        standstill.beat(true);
        assertThat(standstill.noticed()).isTrue();
        standstill.limit(10);
        assertThat(standstill.noticed()).isFalse();
    }
}
