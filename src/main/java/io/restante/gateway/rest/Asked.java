package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.contract.Words;
import io.restante.gateway.Caller;
import io.restante.gateway.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A request, whose parts are asked for by type; a part of the wrong kind is named in the complaint. */
record Asked(Context ctx) {
    private static final String CALLER = "caller";

    /** Notes who asks; from then on the mailboxes that are asked for must be that caller's. */
    void by(Caller caller) {
        ctx.attribute(CALLER, caller);
    }

    Caller caller() {
        return Objects.requireNonNull(ctx.attribute(CALLER), "Whoever asks was let in");
    }

    /**
     * The mailbox in the path.
     *
     * @throws RefusedException when it is not the caller's
     */
    MailboxId mailbox() throws MalformedException {
        MailboxId mailbox = Words.mailbox(ctx.pathParam("mailbox"));
        caller().require(mailbox);
        return mailbox;
    }

    /** The message in the path. */
    MessageId message() throws MalformedException {
        return Words.message(ctx.pathParam("id"));
    }

    /** The recipient that narrows the request down, if any. */
    Optional<String> recipient() {
        return text("recipient_did");
    }

    /** A parameter of the query; an empty one is absent. */
    Optional<String> text(String parameter) {
        return Optional.ofNullable(ctx.queryParam(parameter)).filter(value -> !value.isEmpty());
    }

    OptionalLong whole(String parameter, long minimum) throws MalformedException {
        Optional<String> text = text(parameter);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (text.get().matches("\\d{1,18}")) {
            long value = Long.parseLong(text.get());
            if (value >= minimum) {
                return OptionalLong.of(value);
            }
        }
        throw new MalformedException(
                parameter, "expected a whole number of " + minimum + " or more, got \"" + text.get() + "\"");
    }

    Optional<Instant> time(String parameter) throws MalformedException {
        Optional<String> text = text(parameter);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.get()));
        } catch (DateTimeParseException e) {
            throw new MalformedException(
                    parameter, "expected a time such as 2026-11-20T18:17:05.200Z, got \"" + text.get() + "\"");
        }
    }

    boolean flag(String parameter) throws MalformedException {
        String text = text(parameter).orElse("false");
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new MalformedException(parameter, "expected true or false, got \"" + text + "\"");
    }

    /** Whether the answer may be that of a standby copy. */
    boolean stale() throws MalformedException {
        Optional<String> text = text("stale");
        if (text.isPresent() && !text.get().equals("ok")) {
            throw new MalformedException("stale", "expected ok, got \"" + text.get() + "\"");
        }
        if (text.isPresent() && text("after").isPresent()) {
            throw new MalformedException(
                    "stale", "cannot go with after: a copy may not have seen that position; leave one of them out");
        }
        return text.isPresent();
    }

    /**
     * A position that the answer must have seen, when the caller names one.
     *
     * @param partition of what is asked about
     */
    Optional<Position> after(int partition) throws MalformedException {
        Optional<String> token = text("after");
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Position position = Position.parse(token.get());
        if (Topics.OF_DELIVERY.stream().filter(Topic::input).noneMatch(topic -> topic.name()
                .equals(position.topic()))) {
            throw new MalformedException(
                    "after",
                    "expected a position as a write's answer gave it, got one on \"" + position.topic() + "\"");
        }
        if (position.partition() != partition) {
            throw new MalformedException(
                    "after",
                    "expected a position of a write to what is read, on partition " + partition + ", got partition "
                            + position.partition());
        }
        return Optional.of(position);
    }

    /** A header; an empty one is absent. */
    Optional<String> header(String name) {
        return Optional.ofNullable(ctx.header(name)).filter(value -> !value.isEmpty());
    }

    /**
     * The body, whether its length was announced or not.
     *
     * @throws ProblemException when it is longer than the limit, of which no more than the limit is read
     * @throws UnreadableBodyException when it cannot be read to its end
     */
    byte[] body(int limit) throws IOException {
        if (ctx.req().getContentLengthLong() <= limit) {
            byte[] body = ctx.req().getInputStream().readNBytes(limit + 1);
            if (body.length <= limit) {
                return body;
            }
        }
        throw new ProblemException(Problem.of(
                HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body may have " + limit + " bytes at most."));
    }

    /** The body as a JSON object; no body is an object without fields. */
    JsonObject object(int limit) throws MalformedException, IOException {
        byte[] body = body(limit);
        return JsonObject.parse(body.length == 0 ? new byte[] {'{', '}'} : body);
    }
}
