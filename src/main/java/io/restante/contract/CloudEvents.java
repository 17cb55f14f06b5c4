package io.restante.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers every record carries, after the Kafka binding of CloudEvents 1.0 (binary mode). */
public final class CloudEvents {
    private static final Header VERSION = header("ce_specversion", "1.0");
    private static final Header JSON = header("content-type", "application/json");

    // Many records share these; there are as many as topics, and as writers in this process.
    private static final Map<String, Header> TYPES = new ConcurrentHashMap<>();
    private static final Map<String, Header> SOURCES = new ConcurrentHashMap<>();

    private CloudEvents() {}

    /**
     * Headers for one record.
     *
     * @param type the topic's name; {@code io.restante.} goes before it
     * @param id the same whenever the same record is written again
     * @param source who writes it
     */
    public static Headers headers(String type, String id, String source, Instant time) {
        return new RecordHeaders(new Header[] {
            VERSION,
            header("ce_id", id),
            SOURCES.computeIfAbsent(source, value -> header("ce_source", value)),
            TYPES.computeIfAbsent(type, value -> header("ce_type", "io.restante." + value)),
            header("ce_time", JsonText.time(time)),
            JSON
        });
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
