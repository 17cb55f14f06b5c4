package io.restante.base;

import java.util.List;

/** What a decider answers: the events that follow, or why nothing changes. */
public sealed interface Decision<E> {
    /** These events happened, in this order; only they change state. */
    record Accepted<E>(List<E> events) implements Decision<E> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** Nothing changed. */
    record Rejected<E>(Rejection rejection) implements Decision<E> {}

    static <E> Decision<E> accepted(List<E> events) {
        return new Accepted<>(events);
    }

    static <E> Decision<E> rejected(Rejection rejection) {
        return new Rejected<>(rejection);
    }
}
