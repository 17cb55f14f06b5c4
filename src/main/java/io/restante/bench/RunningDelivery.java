package io.restante.bench;

import io.restante.contract.Position;
import io.restante.query.AppliedPositions;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The delivery topology at work, and how far it has come. */
record RunningDelivery(RunningStreams streams, AppliedPositions applied) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Returns when everything before the ends has been applied. */
    void awaitApplied(Map<TopicPartition, Long> ends) {
        ends.forEach((input, end) -> applied.await(new Position(input.topic(), input.partition(), end - 1), PATIENCE));
    }

    @Override
    public void close() {
        streams.close();
    }
}
