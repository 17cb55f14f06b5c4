package io.restante.app.settings;

import java.time.Duration;

/**
 * How a topic that is missing is made.
 *
 * @param partitions of each co-partitioned topic; chosen once, since the stores are cut along them
 * @param replicationFactor copies of each partition
 * @param inputRetention how long the records of the input topics are kept
 */
public record TopicSettings(int partitions, short replicationFactor, Duration inputRetention) {
    public static final TopicSettings DEFAULTS = new TopicSettings(4, (short) 1, Duration.ofDays(30));

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public TopicSettings {
        Requirement.positive("partitions", partitions);
        Requirement.positive("replicationFactor", replicationFactor);
        Requirement.positive("inputRetention", inputRetention);
    }
}
