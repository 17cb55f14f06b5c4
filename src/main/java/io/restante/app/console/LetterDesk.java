package io.restante.app.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.RefusedException;
import io.restante.gateway.rest.DeadLetterCursor;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.query.DeadLetters;
import io.restante.query.DeadLetters.Content;
import io.restante.query.DeadLetters.Letter;
import io.restante.query.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Shows dead letters, without what is in them, and puts messages among them back. */
final class LetterDesk {
    private static final int LIMIT = 25;
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final ConsoleSources sources;

    LetterDesk(ConsoleSources sources) {
        this.sources = sources;
    }

    void list(Context ctx) throws MalformedException {
        String cursor = ctx.queryParam("cursor");
        Map<Integer, Long> before = cursor == null || cursor.isEmpty()
                ? Map.of()
                : DeadLetterCursor.parse(cursor).before();
        DeadLetters.Page page = letters().newest(before, letter -> true, LIMIT);
        Optional<DeadLetterCursor> next =
                Optional.of(page.before()).filter(more -> !more.isEmpty()).map(DeadLetterCursor::new);
        ctx.contentType(JSON)
                .result(JsonText.object(json -> json.putObjects("dead_letters", page.letters(), LetterDesk::write)
                        .putIfPresent("cursor", next)));
    }

    private static void write(JsonText json, Letter letter) throws IOException {
        json.put("id", letter.place().token())
                .put("at", letter.at())
                .put("room", letter.room())
                .put("reason", letter.reason())
                .put("source", letter.source())
                .put("attempts", letter.attempts())
                .putIfPresent("mailbox", named(letter))
                .put("can_be_put_back", letter.deadMessage().isPresent());
    }

    /** What its key says, be it the name of a mailbox or not. */
    private static Optional<String> named(Letter letter) {
        return letter.key()
                .filter(key -> !key.encoded() && letter.source().startsWith("mailbox."))
                .map(Content::text);
    }

    void putBack(Context ctx) throws AccessException, MalformedException {
        requireOwnPage(ctx);
        String id = ctx.pathParam("id");
        Letter letter = letters()
                .at(Position.parse(id))
                .orElseThrow(() -> new MalformedException("id", "there is no dead letter \"" + id + "\" any more"));
        MessageId message = letter.deadMessage()
                .orElseThrow(() -> new MalformedException(
                        "id",
                        "only a message whose attempts are spent can be put back; write this record anew, mended"));
        MailboxId mailbox = letter.mailbox().orElseThrow();
        Mailboxes mailboxes = sources.mailboxes()
                .get()
                .orElseThrow(() -> new UnavailableException(
                        "This process has no gateway to put it back through; use the page of one that has.",
                        Duration.ofSeconds(5)));
        sources.access()
                .get()
                .caller(BearerToken.in(ctx.header(Header.AUTHORIZATION)))
                .require(mailbox);
        mailboxes.ask(mailbox, new PutBackMessage(message)).join();
        ctx.contentType(JSON).result(JsonText.object(json -> json.put("mailbox", mailbox.value())
                .put("id", message.value())));
    }

    /** In an open installation nothing but this keeps another page in the operator's browser from asking: it cannot send this type unasked, nor hide where it is from. */
    private static void requireOwnPage(Context ctx) {
        String origin = ctx.header(Header.ORIGIN);
        boolean json = Optional.ofNullable(ctx.contentType())
                .filter(type -> type.startsWith(JSON))
                .isPresent();
        boolean own = origin == null
                || String.valueOf(URI.create(origin).getAuthority()).equals(ctx.host());
        if (!json || !own) {
            throw new ForeignPageException();
        }
    }

    /** The request may come from a page of somebody else. */
    private static final class ForeignPageException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private DeadLetters letters() {
        return sources.letters()
                .get()
                .orElseThrow(() -> new UnavailableException("This process is starting.", Duration.ofSeconds(1)));
    }

    /** The handler, with what goes wrong in it answered as a problem that a person can act on. */
    static Handler explained(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (CompletionException e) {
                explain(ctx, e.getCause() instanceof Exception cause ? cause : e, HttpStatus.CONFLICT);
            } catch (Exception e) {
                explain(ctx, e, HttpStatus.FORBIDDEN);
            }
        };
    }

    /** @param refused the status of a refusal */
    private static void explain(Context ctx, Exception failure, HttpStatus refused) throws Exception {
        switch (failure) {
            case MalformedException e -> problem(ctx, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
            case AccessException e -> {
                ctx.header(Header.WWW_AUTHENTICATE, BearerToken.CHALLENGE);
                problem(ctx, HttpStatus.UNAUTHORIZED, String.valueOf(e.getMessage()));
            }
            case RefusedException e -> problem(ctx, refused, e.rejection().sentence());
            case ForeignPageException e ->
                problem(
                        ctx,
                        HttpStatus.FORBIDDEN,
                        "Only the console page of this port may ask for this, with a body of type " + JSON + ".");
            case UnavailableException e -> {
                ctx.header(
                        Header.RETRY_AFTER,
                        Long.toString(Math.max(1, e.retryAfter().toSeconds())));
                problem(ctx, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            }
            default -> throw failure;
        }
    }

    private static void problem(Context ctx, HttpStatus status, String detail) {
        ctx.status(status).contentType(PROBLEM).result(JsonText.object(json -> json.put("type", "about:blank")
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", detail)));
    }
}
