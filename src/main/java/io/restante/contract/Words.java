package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.base.DeviceId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.base.Urgency;
import io.restante.session.SessionKey.OfAgent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the contract that several codecs share: identities, urgencies and push targets on the wire. */
public final class Words {
    private Words() {}

    /**
     * The mailbox of this name.
     *
     * @throws MalformedException when it is empty or too long
     */
    public static MailboxId mailbox(String value) throws MalformedException {
        return named(value, "mailbox", MailboxId::new);
    }

    /**
     * The device of this name.
     *
     * @throws MalformedException when it is empty or too long
     */
    public static DeviceId device(String value) throws MalformedException {
        return named(value, "device", DeviceId::new);
    }

    static MailboxId mailbox(JsonObject json, String field) throws MalformedException {
        return named(json, field, MailboxId::new);
    }

    /**
     * The group of this name.
     *
     * @throws MalformedException when it is empty or too long
     */
    public static GroupId group(String value) throws MalformedException {
        return named(value, "group", GroupId::new);
    }

    static AgentId agent(JsonObject json, String field) throws MalformedException {
        return named(json, field, AgentId::new);
    }

    /** The agent of a session, named by two fields that come together or not at all. */
    static Optional<OfAgent> agent(JsonObject json) throws MalformedException {
        if (!json.has("group") && !json.has("agent")) {
            return Optional.empty();
        }
        return Optional.of(new OfAgent(named(json, "group", GroupId::new), agent(json, "agent")));
    }

    /** The text, whose bytes are these again. */
    static String utf8(byte[] bytes) throws MalformedException {
        return utf8(bytes, "key");
    }

    static String utf8(byte[] bytes, String field) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException(field, "is not UTF-8");
        }
    }

    /**
     * The message of this id.
     *
     * @throws MalformedException when it is empty or too long
     */
    public static MessageId message(String value) throws MalformedException {
        return named(value, "mailbox", MessageId::new);
    }

    static MessageId message(JsonObject json, String field) throws MalformedException {
        return named(json, field, MessageId::new);
    }

    static SessionId session(JsonObject json, String field) throws MalformedException {
        return named(json, field, SessionId::new);
    }

    static GatewayId gateway(JsonObject json, String field) throws MalformedException {
        return named(json, field, GatewayId::new);
    }

    /** Which run of a gateway; part of a key, so it is short. */
    static String incarnation(JsonObject json) throws MalformedException {
        String incarnation = json.text("incarnation").orElse("");
        if (incarnation.getBytes(StandardCharsets.UTF_8).length > SessionId.MAX_BYTES) {
            throw json.complaint("incarnation", "expected a text of at most " + SessionId.MAX_BYTES + " bytes");
        }
        return incarnation;
    }

    static Epoch epoch(JsonObject json) throws MalformedException {
        return new Epoch(json.requiredWhole("epoch", 0));
    }

    static List<MessageId> messages(JsonObject json, String field) throws MalformedException {
        List<MessageId> ids = new ArrayList<>();
        for (String text : json.texts(field)) {
            try {
                ids.add(new MessageId(text));
            } catch (IllegalArgumentException e) {
                throw json.complaint(field, sentence(e));
            }
        }
        return ids;
    }

    private static <T> T named(JsonObject json, String field, Function<String, T> constructor)
            throws MalformedException {
        String text = json.requiredText(field);
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException e) {
            throw json.complaint(field, sentence(e));
        }
    }

    static <T> T named(String value, String field, Function<String, T> constructor) throws MalformedException {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(field, sentence(e));
        }
    }

    /** What is wrong, without the name of what is. */
    private static String sentence(IllegalArgumentException e) {
        String sentence = e.getMessage() == null ? "is not valid" : e.getMessage();
        return sentence.substring(sentence.indexOf(": ") < 0 ? 0 : sentence.indexOf(": ") + 2);
    }

    /** The constant that goes by this word, kebab or snake case alike. */
    static <E extends Enum<E>> E constant(JsonObject json, String field, Class<E> type, String word)
            throws MalformedException {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        String known = Arrays.stream(type.getEnumConstants())
                .map(each -> "\"" + each.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\"")
                .collect(Collectors.joining(", "));
        throw json.complaint(field, "expected one of " + known + ", got \"" + word + "\"");
    }

    static Urgency urgency(JsonObject json) throws MalformedException {
        Optional<String> word = json.text("urgency");
        return word.isPresent() ? constant(json, "urgency", Urgency.class, word.get()) : Urgency.NORMAL;
    }

    /**
     * A push target as it stands on topics: {@code {"type","token"|"uri"}}.
     *
     * @throws MalformedException naming the field at fault
     */
    public static PushTarget target(JsonObject json) throws MalformedException {
        String type = json.requiredText("type");
        return switch (type) {
            case "fcm" -> new PushTarget.Fcm(json.requiredText("token"));
            case "webhook" -> new PushTarget.Webhook(json.requiredText("uri"));
            default -> throw json.complaint("type", "expected \"fcm\" or \"webhook\", got \"" + type + "\"");
        };
    }

    /** The fields of a push target as they stand on topics. */
    public static void target(JsonText json, PushTarget target) throws IOException {
        switch (target) {
            case PushTarget.Fcm fcm -> json.put("type", "fcm").put("token", fcm.token());
            case PushTarget.Webhook webhook -> json.put("type", "webhook").put("uri", webhook.uri());
        }
    }
}
