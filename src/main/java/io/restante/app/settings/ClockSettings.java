package io.restante.app.settings;

import java.time.Duration;

/**
 * How time gets into the log.
 *
 * @param interval between one tick and the next; no deadline is met more exactly than this
 */
public record ClockSettings(Duration interval) {
    public static final ClockSettings DEFAULTS = new ClockSettings(Duration.ofMillis(500));

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public ClockSettings {
        Requirement.positive("interval", interval);
    }
}
