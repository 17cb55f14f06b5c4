package io.restante.replay;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where a replay begins, in each partition of each input. */
public sealed interface StartPoint {
    /** The oldest record that is still there. */
    record Beginning() implements StartPoint {}

    /** The first record of this time or later. */
    record AtTime(Instant time) implements StartPoint {}

    /** The record with this offset, in every partition of every input. */
    record AtOffset(long offset) implements StartPoint {}

    /**
     * What is meant by a word of the command line.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    static StartPoint of(String text) {
        if (text.equals("beginning")) {
            return new Beginning();
        }
        try {
            return text.matches("\\d+") ? new AtOffset(Long.parseLong(text)) : new AtTime(Instant.parse(text));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--from: expected beginning, a time such as 2026-11-20T12:00:00Z, or an offset, got \"" + text
                            + "\"",
                    e);
        }
    }

    /** The first offset that is read; never before the first that is there, nor beyond the end. */
    default Map<TopicPartition, Long> offsets(Brokers brokers, java.util.Set<TopicPartition> places) {
        Map<TopicPartition, Long> earliest = brokers.earliest(places);
        return switch (this) {
            case Beginning beginning -> earliest;
            case AtTime at -> {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                brokers.at(places, at.time()).forEach((place, found) -> offsets.put(place, found.offset()));
                yield offsets;
            }
            case AtOffset at -> {
                Map<TopicPartition, Long> latest = brokers.latest(places);
                Map<TopicPartition, Long> offsets = new HashMap<>();
                places.forEach(place -> offsets.put(
                        place,
                        Math.min(
                                latest.getOrDefault(place, 0L),
                                Math.max(earliest.getOrDefault(place, 0L), at.offset()))));
                yield offsets;
            }
        };
    }
}
