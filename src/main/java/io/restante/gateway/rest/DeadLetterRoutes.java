package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.gateway.Caller;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.query.DeadLetters;
import io.restante.query.DeadLetters.Content;
import io.restante.query.DeadLetters.Letter;
import io.restante.query.DeadLetters.Page;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of the dead letters. A caller sees those of mailboxes it may use; the rest, and what cannot be told whose it is, only who may use every
 * mailbox.
 */
final class DeadLetterRoutes {
    private static final int LIMIT = 50;
    private static final int LIMIT_AT_MOST = 200;

    private final Mailboxes mailboxes;
    private final DeadLetters letters;

    DeadLetterRoutes(Mailboxes mailboxes, DeadLetters letters) {
        this.mailboxes = mailboxes;
        this.letters = letters;
    }

    void list(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        Caller caller = asked.caller();
        Optional<String> room = asked.text("room");
        Optional<String> cursor = asked.text("cursor");
        Map<Integer, Long> before =
                cursor.isPresent() ? DeadLetterCursor.parse(cursor.get()).before() : Map.of();
        int limit = (int) Math.min(asked.whole("limit", 1).orElse(LIMIT), LIMIT_AT_MOST);
        Page page = letters.newest(
                before,
                letter -> visible(letter, caller)
                        && room.filter(wanted -> !wanted.equals(letter.room())).isEmpty(),
                limit);
        Optional<DeadLetterCursor> next =
                page.before().isEmpty() ? Optional.empty() : Optional.of(new DeadLetterCursor(page.before()));
        Answers.ok(ctx, json -> json.putObjects("dead_letters", page.letters(), DeadLetterRoutes::write)
                .putIfPresent("cursor", next));
    }

    private static boolean visible(Letter letter, Caller caller) {
        return caller.mailboxes().everything()
                || letter.mailbox().filter(caller::mayUse).isPresent();
    }

    private static void write(JsonText json, Letter letter) throws IOException {
        json.put("id", letter.place().token())
                .put("room", letter.room())
                .put("reason", letter.reason())
                .put("source", letter.source())
                .putIfPresent("exception", Optional.of(letter.exception()).filter(text -> !text.isEmpty()))
                .put("attempts", letter.attempts())
                .put("at", letter.at());
        put(json, "key", letter.key());
        put(json, "value", letter.value());
        json.put("can_be_put_back", letter.deadMessage().isPresent());
    }

    private static void put(JsonText json, String field, Optional<Content> content) throws IOException {
        if (content.isPresent()) {
            json.put(
                    content.get().encoded() ? field + "_base64" : field,
                    content.get().text());
        }
    }

    /** The message waits in its mailbox again, its attempts counted anew. */
    void putBack(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        String id = ctx.pathParam("id");
        Letter letter = letters.at(place(id))
                .filter(found -> visible(found, asked.caller()))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "no-dead-letter",
                        "There is no dead letter \"" + id + "\"; GET /v1/dead-letters lists them.")));
        MessageId message = letter.deadMessage()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.CONFLICT,
                        "not-a-message",
                        "Only a message whose attempts are spent can be put back. This is a record of "
                                + letter.source() + " that could not be processed: write it anew, mended.")));
        MailboxId mailbox = letter.mailbox().orElseThrow();
        Awaited.of(mailboxes.ask(mailbox, new PutBackMessage(message)));
        Answers.ok(ctx, json -> json.put("mailbox", mailbox.value())
                .put("id", message.value())
                .putIfPresent("position", mailboxes.lastCommand(mailbox)));
    }

    private static Position place(String id) throws MalformedException {
        try {
            return Position.parse(id);
        } catch (MalformedException e) {
            throw new MalformedException(
                    "id", "expected a dead letter's id as a list of them says it, got \"" + id + "\"");
        }
    }
}
