package io.restante.replay;

import io.restante.contract.Topics;
import io.restante.intake.flow.LogTime;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Orders the records of several inputs by the log's time, and those of one millisecond as one can follow from another: a message is stored before it is acknowledged. The number
 * Kafka Streams is told has the time in it, so that whoever decides hears the log's time. It is also what changelogs carry for a timestamp, so it must not lie in a broker's future:
 * it counts half milliseconds from a time before there was any log of ours, which stays below the time itself until 2070.
 */
public final class LogOrder implements TimestampExtractor {
    private static final long BEFORE_ALL = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
    private static final int PLACES = 2;

    /** Inputs whose records answer what others of the same millisecond gave rise to. */
    private static final Set<String> ANSWERS = Set.of(Topics.MAILBOX_COMMANDS.name(), Topics.GROUP_STEPS.name());

    /** The log's time in the number a record is ordered by. */
    public static final LogTime TIME = number -> number / PLACES + BEFORE_ALL;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp() - BEFORE_ALL) * PLACES + (ANSWERS.contains(record.topic()) ? 1 : 0);
    }
}
