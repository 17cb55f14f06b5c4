package io.restante.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What the headers of a dead letter say; its key and value are the source's bytes, untouched. */
public final class DeadLetter {
    public static final String ROOM = "room";
    public static final String REASON = "reason";
    public static final String SOURCE = "source";
    public static final String EXCEPTION = "exception";
    public static final String ATTEMPTS = "attempts";

    private DeadLetter() {}

    /**
     * Headers that keep what the source's said and add why it is here.
     *
     * @param room the room that gave up on it
     * @param reason for people: what was wrong and what was expected
     * @param source {@code topic-partition-offset}
     * @param exception the class of the failure
     */
    public static Headers headers(
            Headers from, String room, String reason, String source, String exception, int attempts) {
        Headers headers = new RecordHeaders(from);
        put(headers, ROOM, room);
        put(headers, REASON, reason);
        put(headers, SOURCE, source);
        put(headers, EXCEPTION, exception);
        put(headers, ATTEMPTS, Integer.toString(attempts));
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
