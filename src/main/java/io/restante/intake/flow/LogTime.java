package io.restante.intake.flow;

/** What the log's time of a record is, where Kafka Streams is told another one to order the inputs by. */
@FunctionalInterface
public interface LogTime {
    /** It is the timestamp. */
    LogTime TIMESTAMP = timestamp -> timestamp;

    /**
     * The log's time in milliseconds.
     *
     * @param timestamp what Kafka Streams was told
     */
    long of(long timestamp);
}
