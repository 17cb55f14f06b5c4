package io.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BearerTokenTest {
    @Test
    void isWhatFollowsTheWord() {
        assertThat(BearerToken.in("Bearer a.b.c")).contains("a.b.c");
        assertThat(BearerToken.in("bearer  a.b.c ")).contains("a.b.c");
    }

    @Test
    void isAbsentWhereNoneIsShown() {
        assertThat(BearerToken.in(null)).isEmpty();
        assertThat(BearerToken.in("Basic YTpi")).isEmpty();
        assertThat(BearerToken.in("Bearer")).isEmpty();
        assertThat(BearerToken.in("Bearer a b")).isEmpty();
    }
}
