package io.restante.faults;

import java.time.Duration;

/**
 * What a gauge showed.
 *
 * @param at since the first reading
 * @param part the name of the part that it was read of
 */
record Reading(Duration at, String part, Gauge gauge, double value) {}
