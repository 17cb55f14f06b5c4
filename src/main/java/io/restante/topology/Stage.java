package io.restante.topology;

import io.restante.contract.GatewayRecord;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.intake.flow.LogTime;
import java.time.Duration;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * For whom the topology plays: for clients, or for somebody who wants to know what it would do. A shadow reads the same inputs and has the same nodes and stores; where
 * its sinks write, nobody reads. All sinks, those of a topic that is an input too included: the log has already what the live topology wrote there.
 */
public sealed interface Stage {
    /** The one that clients meet. */
    Stage LIVE = new Live();

    /** The name of the topic that this topic's sink writes to. */
    String sink(Topic<?, ?> topic);

    /** Where what gateways are told is written. */
    TopicNameExtractor<String, GatewayRecord> gateways();

    /** Time between two ticks that are written; zero, none is written. */
    Duration clock(Duration interval);

    /** What Kafka Streams orders the records of several inputs by. */
    TimestampExtractor order();

    /** The log's time of a record, from what it is ordered by. */
    LogTime time();

    /** Writes under the names of the contract. */
    record Live() implements Stage {
        @Override
        public String sink(Topic<?, ?> topic) {
            return topic.name();
        }

        @Override
        public TopicNameExtractor<String, GatewayRecord> gateways() {
            return new LiveTopicName();
        }

        @Override
        public Duration clock(Duration interval) {
            return interval;
        }

        @Override
        public TimestampExtractor order() {
            return new FailOnInvalidTimestamp();
        }

        @Override
        public LogTime time() {
            return LogTime.TIMESTAMP;
        }
    }

    /**
     * Writes under names of its own, and no ticks: it hears those that the live topology wrote. What all gateways are told is one topic.
     *
     * @param prefix what the names of its topics begin with
     */
    record Shadow(String prefix, TimestampExtractor order, LogTime time) implements Stage {
        @Override
        public String sink(Topic<?, ?> topic) {
            return prefix + topic.name();
        }

        @Override
        public TopicNameExtractor<String, GatewayRecord> gateways() {
            return new OneTopicName(sink(Topics.gateways()));
        }

        @Override
        public Duration clock(Duration interval) {
            return Duration.ZERO;
        }
    }
}
