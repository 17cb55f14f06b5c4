package io.restante.gateway.live;

import io.restante.base.GatewayId;
import io.restante.contract.CloudEvents;
import io.restante.contract.Topic;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;

/** The CloudEvents headers of one gateway's records: source and a number that together name each record once. */
final class CloudEventHeaders {
    private final String source;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong counter = new AtomicLong();

    CloudEventHeaders(GatewayId gateway) {
        this.source = "/restante/gateway/" + gateway.value();
    }

    Headers of(Topic<?, ?> topic) {
        return CloudEvents.headers(topic.name(), run + "-" + counter.incrementAndGet(), source, Instant.now());
    }
}
