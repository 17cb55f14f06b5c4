package io.restante.gateway.rpc;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.base.Urgency;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.gateway.Caller;
import io.restante.gateway.RefusedException;
import io.restante.mailbox.AddMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The params of a method, by their names on this wire. A complaint names the field and what was expected. */
final class RpcParams {
    private final JsonObject json;
    private final Caller caller;

    RpcParams(JsonObject json, Caller caller) {
        this.json = json;
        this.caller = caller;
    }

    /** @throws RefusedException when it is not the caller's */
    MailboxId mailbox() throws MalformedException {
        MailboxId mailbox = named("connectionId", json.requiredText("connectionId"), MailboxId::new);
        caller.require(mailbox);
        return mailbox;
    }

    SessionId session() throws MalformedException {
        return named("sessionId", json.requiredText("sessionId"), SessionId::new);
    }

    AddMessage message() throws MalformedException {
        Optional<String> id = json.text("id");
        OptionalLong ttl = json.whole("ttlSeconds", 0);
        return new AddMessage(
                id.isPresent() ? Optional.of(named("id", id.get(), MessageId::new)) : Optional.empty(),
                json.texts("recipientDids"),
                json.requiredPayload(),
                ttl.isPresent() ? Optional.of(Duration.ofSeconds(ttl.getAsLong())) : Optional.empty(),
                urgency(),
                json.text("collapseKey"),
                pushTarget());
    }

    private Urgency urgency() throws MalformedException {
        Optional<String> word = json.text("urgency");
        if (word.isEmpty()) {
            return Urgency.NORMAL;
        }
        return Arrays.stream(Urgency.values())
                .filter(each -> each.word().equals(word.get()))
                .findFirst()
                .orElseThrow(() -> json.complaint(
                        "urgency",
                        "expected one of "
                                + Arrays.stream(Urgency.values())
                                        .map(each -> "\"" + each.word() + "\"")
                                        .collect(Collectors.joining(", "))
                                + ", got \"" + word.get() + "\""));
    }

    /** On this wire a webhook's address is called a token too. */
    private Optional<PushTarget> pushTarget() throws MalformedException {
        Optional<JsonObject> target = json.object("pushNotificationToken");
        if (target.isEmpty()) {
            return Optional.empty();
        }
        String type = target.get().requiredText("type");
        String token = target.get().requiredText("token");
        return switch (type) {
            case "fcm" -> Optional.of(new PushTarget.Fcm(token));
            case "webhook" -> Optional.of(new PushTarget.Webhook(token));
            default -> throw target.get().complaint("type", "expected \"fcm\" or \"webhook\", got \"" + type + "\"");
        };
    }

    OptionalInt limit() throws MalformedException {
        OptionalLong limit = json.whole("limit", 1);
        return limit.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(limit.getAsLong(), Integer.MAX_VALUE));
    }

    OptionalLong limitBytes() throws MalformedException {
        return json.whole("limitBytes", 0);
    }

    Optional<String> recipient() throws MalformedException {
        Optional<String> recipient = json.text("recipientDid");
        if (recipient.isPresent() && recipient.get().isEmpty()) {
            throw json.complaint("recipientDid", "expected a text that is not empty");
        }
        return recipient;
    }

    String requiredRecipient() throws MalformedException {
        Optional<String> recipient = recipient();
        if (recipient.isEmpty()) {
            throw json.complaint("recipientDid", "is missing; expected a text that is not empty");
        }
        return recipient.get();
    }

    boolean deleteMessages() throws MalformedException {
        return json.flag("deleteMessages");
    }

    Optional<Duration> lease() throws MalformedException {
        return json.duration("lease");
    }

    /** The ids among these texts; what cannot be an id is as unknown to every mailbox as an id it does not hold. */
    List<MessageId> messageIds() throws MalformedException {
        if (!json.has("messageIds")) {
            throw json.complaint("messageIds", "is missing; expected a list of texts");
        }
        return json.texts("messageIds").stream()
                .distinct()
                .flatMap(text -> possibleId(text).stream())
                .toList();
    }

    private static Optional<MessageId> possibleId(String text) {
        try {
            return Optional.of(new MessageId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private <T> T named(String field, String value, Function<String, T> constructor) throws MalformedException {
        try {
            return constructor.apply(value);
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage() == null ? "is not valid" : e.getMessage();
            throw json.complaint(
                    field, sentence.substring(sentence.indexOf(": ") < 0 ? 0 : sentence.indexOf(": ") + 2));
        }
    }
}
