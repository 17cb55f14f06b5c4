package io.restante.topology;

import io.restante.contract.GatewayRecord;
import io.restante.contract.Topics;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Which gateway's topic a record goes to. Its text is what the topology's picture shows. */
record LiveTopicName() implements TopicNameExtractor<String, GatewayRecord> {
    @Override
    public String extract(String key, GatewayRecord value, RecordContext context) {
        return Topics.LIVE_PREFIX + value.gateway();
    }

    @Override
    public String toString() {
        return Topics.LIVE_PREFIX + "<gateway>";
    }
}
