package io.restante.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(10);

    private final CompletableFuture<String> future = new CompletableFuture<>();

    @Test
    void whatIsNotDoneInTimeFails() {
        var unused = TimeLimits.limit(future, SHORT);
        assertThat(future)
                .failsWithin(LONG)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void whatIsDoneInTimeStaysWhatItIs() {
        var unused = TimeLimits.limit(future, LONG);
        future.complete("done");
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void aFailureInTimeStaysWhatItIs() {
        IllegalStateException failure = new IllegalStateException("refused");
        var unused = TimeLimits.limit(future, LONG);
        future.completeExceptionally(failure);
        assertThat(future).isCompletedExceptionally();
        assertThat(future.exceptionNow()).isSameAs(failure);
    }

    @Test
    void aLimitReturnsTheFutureItself() {
        assertThat(TimeLimits.limit(future, LONG)).isSameAs(future);
        assertThat(TimeLimits.limit(CompletableFuture.completedFuture(1), LONG)).isCompletedWithValue(1);
    }

    @Test
    void oneThatFallsAwayIsNotKept() {
        int before = TimeLimits.waiting();
        for (int n = 0; n < 1_000; n++) {
            CompletableFuture<String> each = new CompletableFuture<>();
            var unused = TimeLimits.limit(each, LONG);
            each.complete("done");
        }
        assertThat(TimeLimits.waiting()).isLessThan(before + 1_000);
    }

    @Test
    void aLimitThatPassesHoldsUpNoOther() throws Exception {
        CompletableFuture<String> other = new CompletableFuture<>();
        var unused = List.of(TimeLimits.limit(other, LONG), TimeLimits.limit(future, SHORT));
        assertThat(future.handle((done, failure) -> failure).get(LONG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(other).isNotDone();
        other.complete("done");
    }
}
