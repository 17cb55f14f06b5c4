package io.restante.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers every record carries, after the Kafka binding of CloudEvents 1.0 (binary mode). */
public final class CloudEvents {
    private static final byte[] VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private CloudEvents() {}

    /**
     * Headers for one record.
     *
     * @param type the topic's name; {@code io.restante.} goes before it
     * @param id the same whenever the same record is written again
     * @param source who writes it
     */
    public static Headers headers(String type, String id, String source, Instant time) {
        return new RecordHeaders()
                .add("ce_specversion", VERSION)
                .add("ce_id", bytes(id))
                .add("ce_source", bytes(source))
                .add("ce_type", bytes("io.restante." + type))
                .add("ce_time", bytes(JsonText.time(time)))
                .add("content-type", JSON);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
