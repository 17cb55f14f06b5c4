package io.restante.faults.history;

import java.time.Duration;

/**
 * One line of a journal.
 *
 * @param number counted from 1; one with a higher number was noted later
 * @param at since the journal was opened
 */
public record Line(long number, Duration at, Event event) {
    @Override
    public String toString() {
        return "%7d %9.3f s  %s".formatted(number, at.toMillis() / 1e3, event);
    }
}
