package io.restante.delivery.flow;

import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.contract.CloudEvents;
import io.restante.contract.GatewayRecord;
import io.restante.contract.LiveRecord;
import io.restante.contract.SessionLayout;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forwards records to sinks, with headers whose id is the same whenever the same input is processed again. A record for a gateway nobody has heard
 * of is not sent: its topic may not exist, and a send to a topic that does not exist would hold up the partition.
 */
final class Outbox {
    private static final String SOURCE = "/restante/topology";

    private final ProcessorContext<Object, Object> context;
    private final KeyValueStore<Bytes, byte[]> sessions;
    private final Set<GatewayId> heard = new HashSet<>();
    private long position = -1;
    private String input = "";
    private String of = "";
    private int written;

    Outbox(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.sessions = context.getStateStore(Store.SESSION_ENTRIES.name());
    }

    /** Sends the record to the sink of its topic, the sink being named like the topic. */
    <K, V> void send(Topic<K, V> topic, String sink, K key, V value, long time) {
        context.forward(new Record<>(key, value, time, headers(topic.name(), time)), sink);
    }

    void tell(GatewayId gateway, MailboxId mailbox, LiveRecord live, String sink, long time) {
        tell(gateway, mailbox.value(), live, sink, time);
    }

    /** @param key of the session, or the group */
    void tell(GatewayId gateway, String key, LiveRecord live, String sink, long time) {
        if (hears(gateway)) {
            context.forward(
                    new Record<>(
                            key, new GatewayRecord(gateway, live), time, headers(Topics.LIVE_PREFIX + gateway, time)),
                    sink);
        }
    }

    private boolean hears(GatewayId gateway) {
        if (!heard.contains(gateway)) {
            heard.clear();
            try (KeyValueIterator<Bytes, byte[]> gateways =
                    sessions.range(SessionLayout.firstGateway(), SessionLayout.lastGateway())) {
                gateways.forEachRemaining(
                        entry -> heard.add(SessionLayout.run(entry.key).gateway()));
            }
        }
        return heard.contains(gateway);
    }

    private Headers headers(String type, long time) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (place.offset() != position || !place.topic().equals(input)) {
            position = place.offset();
            input = place.topic();
            of = input + "-" + place.partition() + "-" + position + "#";
            written = 0;
        }
        return CloudEvents.headers(type, of + written++, SOURCE, Instant.ofEpochMilli(time));
    }
}
