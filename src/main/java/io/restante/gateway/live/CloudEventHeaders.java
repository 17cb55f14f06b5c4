package io.restante.gateway.live;

import io.restante.base.GatewayId;
import io.restante.contract.JsonText;
import io.restante.contract.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The CloudEvents headers of one gateway's records: source and a number that together name each record once. */
final class CloudEventHeaders {
    private final Header version = header("ce_specversion", "1.0");
    private final Header contentType = header("content-type", "application/json");
    private final Header source;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong counter = new AtomicLong();

    CloudEventHeaders(GatewayId gateway) {
        this.source = header("ce_source", "/restante/gateway/" + gateway.value());
    }

    List<Header> of(Topic<?, ?> topic) {
        return List.of(
                version,
                header("ce_id", run + "-" + counter.incrementAndGet()),
                source,
                header("ce_type", "io.restante." + topic.name()),
                header("ce_time", JsonText.time(Instant.now())),
                contentType);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
