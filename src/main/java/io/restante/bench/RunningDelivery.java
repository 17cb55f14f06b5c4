package io.restante.bench;

import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.mailbox.MailboxRules;
import io.restante.query.AppliedPositions;
import io.restante.query.MailboxQueries;
import io.restante.query.StoreQueries;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** The delivery topology at work, and how far it has come. */
record RunningDelivery(RunningStreams streams, AppliedPositions applied) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Returns when everything before the ends has been applied, as far as the topology reads it. */
    void awaitApplied(Map<TopicPartition, Long> ends) {
        Set<String> inputs = Topics.OF_DELIVERY.stream()
                .filter(Topic::input)
                .map(Topic::name)
                .collect(Collectors.toSet());
        ends.forEach((input, end) -> {
            if (inputs.contains(input.topic())) {
                applied.await(new Position(input.topic(), input.partition(), end - 1), PATIENCE);
            }
        });
    }

    /** Returns when every partition has read its inputs up to where they ended when it started; before, it answers no reader. */
    void awaitCaughtUp(int partitions) {
        Patience.until("every partition has caught up", () -> IntStream.range(0, partitions)
                .allMatch(applied::caughtUp));
    }

    /** What readers ask, answered from its stores. */
    MailboxQueries queries(MailboxRules rules, int partitions) {
        return new StoreQueries(streams.kafkaStreams(), applied, rules, partitions, PATIENCE);
    }

    @Override
    public void close() {
        streams.close();
    }
}
