package io.restante.topology;

import io.restante.contract.GatewayRecord;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** One topic for every gateway. Its text is what the topology's picture shows. */
record OneTopicName(String name) implements TopicNameExtractor<String, GatewayRecord> {
    @Override
    public String extract(String key, GatewayRecord value, RecordContext context) {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
