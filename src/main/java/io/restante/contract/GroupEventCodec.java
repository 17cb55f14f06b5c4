package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record of {@code group.events}: its value is the event's content as its producer wrote it, what it is called and for whom it is stands in headers. */
final class GroupEventCodec implements Codec<GroupEvent> {
    private static final String ENTITY_TYPE = "entity_type";
    private static final String OPERATION = "operation";
    private static final String SEQUENCE = "sequence_id";
    private static final String SENDER = "sender";
    private static final String RECEIVER = "receiver";
    private static final String INTERNAL = "internal";

    /** An event's id as an object: in records, and in what agents receive. */
    static void write(JsonText json, EventId id) throws IOException {
        json.put(ENTITY_TYPE, id.entityType()).put(OPERATION, id.operation()).put(SEQUENCE, id.sequence());
    }

    static EventId id(JsonObject json) throws MalformedException {
        return new EventId(
                json.requiredText(ENTITY_TYPE), json.requiredText(OPERATION), json.requiredWhole(SEQUENCE, 0));
    }

    @Override
    public byte[] encode(GroupEvent event) {
        return event.payload().json();
    }

    @Override
    public void addHeaders(GroupEvent event, Headers headers) {
        add(headers, ENTITY_TYPE, event.id().entityType());
        add(headers, OPERATION, event.id().operation());
        add(headers, SEQUENCE, Long.toString(event.id().sequence()));
        add(headers, SENDER, event.sender().value());
        event.receiver().ifPresent(receiver -> add(headers, RECEIVER, receiver.value()));
        if (event.internal()) {
            add(headers, INTERNAL, "true");
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public GroupEvent decode(byte[] bytes) throws MalformedException {
        return decode(bytes, new RecordHeaders());
    }

    @Override
    public GroupEvent decode(byte[] bytes, Headers headers) throws MalformedException {
        return new GroupEvent(
                new EventId(required(headers, ENTITY_TYPE), required(headers, OPERATION), sequence(headers)),
                agent(SENDER, required(headers, SENDER)),
                receiver(headers),
                internal(headers),
                VerbatimJson.payload(bytes));
    }

    private static Optional<String> text(Headers headers, String name) throws MalformedException {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null || header.value().length == 0
                ? Optional.empty()
                : Optional.of(Words.utf8(header.value(), "header " + name));
    }

    private static String required(Headers headers, String name) throws MalformedException {
        return text(headers, name)
                .orElseThrow(() -> new MalformedException("header " + name, "is missing; expected a text"));
    }

    private static long sequence(Headers headers) throws MalformedException {
        String text = required(headers, SEQUENCE);
        try {
            long sequence = Long.parseLong(text);
            if (sequence >= 0) {
                return sequence;
            }
        } catch (NumberFormatException e) {
            throw notWhole(text);
        }
        throw notWhole(text);
    }

    private static MalformedException notWhole(String text) {
        return new MalformedException(
                "header " + SEQUENCE, "expected a whole number of 0 or more, got \"" + text + "\"");
    }

    private static Optional<AgentId> receiver(Headers headers) throws MalformedException {
        Optional<String> text = text(headers, RECEIVER);
        return text.isPresent() ? Optional.of(agent(RECEIVER, text.get())) : Optional.empty();
    }

    private static AgentId agent(String name, String text) throws MalformedException {
        return Words.named(text, "header " + name, AgentId::new);
    }

    private static boolean internal(Headers headers) throws MalformedException {
        String text = text(headers, INTERNAL).orElse("false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new MalformedException("header " + INTERNAL, "expected true or false, got \"" + text + "\"");
    }
}
