package io.restante.gateway.rest;

import java.time.Duration;
import java.util.Optional;

/** Ends a request with a problem as its answer. */
final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final transient Optional<Duration> retryAfter;

    ProblemException(Problem problem) {
        this(problem, Optional.empty());
    }

    private ProblemException(Problem problem, Optional<Duration> retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** A problem that is over after a while. */
    static ProblemException after(Duration wait, Problem problem) {
        return new ProblemException(problem, Optional.of(wait));
    }

    Problem problem() {
        return problem;
    }

    /** How long to wait before asking again; empty when that would not help. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
