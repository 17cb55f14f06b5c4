package io.restante.faults.history;

import java.util.List;

/** One thing that may never happen, looked for in a history. */
public interface Checker {
    /** What it is called in reports. */
    default String rule() {
        return getClass().getSimpleName();
    }

    /** The number it has in the list of what may never happen. */
    int item();

    /** Every time it happened; empty when it did not. */
    List<Violation> check(History history);
}
