package io.restante.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The AsyncAPI document: the topics as they are declared, and the two WebSockets. */
public final class AsyncApiDocument {
    private static final String KAFKA = "kafka";
    private static final String GATEWAY = "gateway";
    private static final String TOPOLOGY = "the topology";
    private static final String BINDING = "0.5.0";

    private AsyncApiDocument() {}

    /** The document, in which a topic's value is described by the schema of its name. */
    public static String yaml(List<Topic<?, ?>> topics) {
        Map<String, Object> document = map(
                "asyncapi", "3.0.0", "info", info(), "defaultContentType", "application/json", "servers", servers());
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        topics.forEach(topic -> add(topic, channels, operations, messages));
        Sockets.add(channels, operations, messages);
        document.put("channels", channels);
        document.put("operations", operations);
        document.put(
                "components", map("messages", messages, "messageTraits", map("event", map("headers", cloudEvents()))));
        try {
            return new YAMLMapper()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps of maps and texts can be written", e);
        }
    }

    private static Map<String, Object> info() {
        return map(
                "title", "Restante: topics and WebSockets",
                "version", "1.0.0",
                "description",
                        "Generated from the topics' declarations; a test says when it is stale. The REST interface is described in OpenAPI.",
                "license", map("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    }

    private static Map<String, Object> servers() {
        return map(
                KAFKA, map("host", "127.0.0.1:9092", "protocol", "kafka", "description", "The brokers."),
                GATEWAY,
                        map(
                                "host", "127.0.0.1:8080",
                                "protocol", "ws",
                                "description", "A gateway; wss where it has a certificate."));
    }

    private static void add(
            Topic<?, ?> topic,
            Map<String, Object> channels,
            Map<String, Object> operations,
            Map<String, Object> messages) {
        boolean ofGateway = topic.name().startsWith(Topics.LIVE_PREFIX);
        String id = id(topic);
        Map<String, Object> channel = map(
                "address", ofGateway ? Topics.LIVE_PREFIX + "{gateway}" : topic.name(),
                "title", topic.purpose(),
                "description", "Written by " + topic.writer() + ".",
                "servers", List.of(reference("servers", KAFKA)),
                "messages", map("record", reference("components/messages", id)),
                "bindings", map("kafka", binding(topic)));
        if (ofGateway) {
            channel.put("parameters", map("gateway", map("description", "The gateway's name.")));
        }
        channels.put(id, channel);
        messages.put(id, message(topic, id));
        if (topic.input()) {
            operations.put("read." + id, operation("receive", id));
        }
        if (topic.writer().contains(TOPOLOGY)) {
            operations.put("write." + id, operation("send", id));
        }
    }

    /** A topic's name here; those of the gateways share one. */
    private static String id(Topic<?, ?> topic) {
        return topic.name().startsWith(Topics.LIVE_PREFIX)
                ? Topics.LIVE_PREFIX.substring(0, Topics.LIVE_PREFIX.length() - 1)
                : topic.name();
    }

    private static Map<String, Object> message(Topic<?, ?> topic, String id) {
        boolean opaque = topic.equals(Topics.DEAD_LETTERS);
        Map<String, Object> message = map(
                "name",
                id,
                "title",
                topic.purpose(),
                "contentType",
                opaque ? "application/octet-stream" : "application/json",
                "payload",
                opaque ? map("description", "The bytes of the source, untouched.") : schema(id),
                "bindings",
                map("kafka", map("key", map("type", "string"), "bindingVersion", BINDING)));
        if (opaque) {
            message.put("headers", deadLetterHeaders());
        } else {
            message.put("traits", List.of(reference("components/messageTraits", "event")));
        }
        return message;
    }

    private static Map<String, Object> binding(Topic<?, ?> topic) {
        Map<String, String> configured = topic.configuration();
        Map<String, Object> configuration = map("cleanup.policy", List.of(configured.get("cleanup.policy")));
        if (configured.containsKey("retention.ms")) {
            configuration.put("retention.ms", Long.valueOf(configured.get("retention.ms")));
        }
        configuration.put("max.message.bytes", Integer.valueOf(configured.get("max.message.bytes")));
        return map("topicConfiguration", configuration, "bindingVersion", BINDING);
    }

    private static Map<String, Object> cloudEvents() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type")) {
            properties.put(name, map("type", "string"));
        }
        return map(
                "type", "object",
                "description", "After the Kafka binding of CloudEvents 1.0, binary mode; producers may leave them out.",
                "properties", properties);
    }

    private static Map<String, Object> deadLetterHeaders() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> names = List.of("room", "reason", "source", "exception", "attempts");
        names.forEach(name -> properties.put(name, map("type", "string")));
        return map("type", "object", "required", names, "properties", properties);
    }

    static Map<String, Object> operation(String action, String channel, String... messages) {
        Map<String, Object> operation = map("action", action, "channel", reference("channels", channel));
        if (messages.length > 0) {
            List<Object> chosen = new ArrayList<>();
            for (String message : messages) {
                chosen.add(reference("channels/" + channel + "/messages", message));
            }
            operation.put("messages", chosen);
        }
        return operation;
    }

    static Map<String, Object> schema(String name) {
        return map("$ref", "./schemas/" + name + ".json");
    }

    static Map<String, Object> reference(String place, String name) {
        return map("$ref", "#/" + place + "/" + name);
    }

    /** A map of these keys and values, in this order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** The two WebSockets. */
    private static final class Sockets {
        private static final String RPC = "rpc";
        private static final String PRESENCE = "presence";

        private Sockets() {}

        static void add(Map<String, Object> channels, Map<String, Object> operations, Map<String, Object> messages) {
            describe(messages, "rpc.request", "A call, or several in an array.");
            describe(messages, "rpc.response", "The answer to a call, or to several in an array.");
            describe(messages, "rpc.messages-received", "Messages for the socket's live session of a mailbox.");
            describe(messages, "presence.connect-request", "The first frame: who connects, and to which group.");
            describe(messages, "presence.connect-success", "The session is granted.");
            describe(messages, "presence.session-error", "The session is over, or was not granted.");
            describe(messages, "presence.event", "Something happened to the group.");
            channels.put(
                    RPC,
                    channel(
                            "/",
                            "JSON-RPC 2.0: mailboxes and their live sessions.",
                            map(
                                    "request", reference("components/messages", "rpc.request"),
                                    "response", reference("components/messages", "rpc.response"),
                                    "messagesReceived", reference("components/messages", "rpc.messages-received"))));
            channels.put(
                    PRESENCE,
                    channel(
                            "/ws",
                            "Agents in groups.",
                            map(
                                    "connectRequest", reference("components/messages", "presence.connect-request"),
                                    "connectSuccess", reference("components/messages", "presence.connect-success"),
                                    "sessionError", reference("components/messages", "presence.session-error"),
                                    "event", reference("components/messages", "presence.event"))));
            Map<String, Object> call = operation("receive", RPC, "request");
            call.put(
                    "reply",
                    map(
                            "channel",
                            reference("channels", RPC),
                            "messages",
                            List.of(reference("channels/" + RPC + "/messages", "response"))));
            operations.put("rpc.call", call);
            operations.put("rpc.hand-out", operation("send", RPC, "messagesReceived"));
            operations.put("presence.connect", operation("receive", PRESENCE, "connectRequest"));
            operations.put("presence.tell", operation("send", PRESENCE, "connectSuccess", "sessionError", "event"));
        }

        private static void describe(Map<String, Object> messages, String name, String title) {
            messages.put(name, map("name", name, "title", title, "payload", schema(name)));
        }

        private static Map<String, Object> channel(String address, String title, Map<String, Object> messages) {
            return map(
                    "address",
                    address,
                    "title",
                    title,
                    "servers",
                    List.of(reference("servers", GATEWAY)),
                    "messages",
                    messages);
        }
    }
}
