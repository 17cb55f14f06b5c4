package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.OpenMessageJson;
import io.restante.contract.Position;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.OpenMessage;
import io.restante.query.Aged;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.MailboxStatus.CurrentSession;
import io.restante.query.StaleQueries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The routes that change nothing. Each answer has seen what this gateway wrote before, or the position asked for. */
final class ReadRoutes {
    private final Mailboxes mailboxes;
    private final DeletingTakes deleting;
    private final MailboxQueries queries;
    private final StaleQueries copies;
    private final RestRules rules;
    private final InstantSource clock;

    ReadRoutes(
            Mailboxes mailboxes,
            DeletingTakes deleting,
            MailboxQueries queries,
            StaleQueries copies,
            RestRules rules,
            InstantSource clock) {
        this.mailboxes = mailboxes;
        this.copies = copies;
        this.deleting = deleting;
        this.queries = queries;
        this.rules = rules;
        this.clock = clock;
    }

    void status(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        boolean stale = asked.stale();
        Optional<Position> after = after(asked, mailbox);
        Optional<String> recipient = asked.recipient();
        TimeForm times = TimeForm.of(asked, "protocol");
        Aged<MailboxStatus> status = stale ? copies.status(mailbox) : Aged.now(queries.status(mailbox, after));
        Aged<Long> messages = recipient.isEmpty()
                ? new Aged<>(status.answer().messages(), status.age())
                : stale ? copies.count(mailbox, recipient) : Aged.now(queries.count(mailbox, recipient, after));
        Aged<?> older = messages.age().compareTo(status.age()) > 0 ? messages : status;
        Optional<Duration> age = Answers.age(ctx, stale, older);
        Answers.ok(ctx, json -> {
            json.putIfPresent("recipient_did", recipient).put("message_count", messages.answer());
            write(json, status.answer(), times);
            json.putIfPresent("age", age);
        });
    }

    private void write(JsonText json, MailboxStatus status, TimeForm times) throws IOException {
        json.put("total_bytes", status.bytes());
        times.write(json, "oldest_received_time", status.oldestReceived());
        times.write(json, "newest_received_time", status.newestReceived());
        json.putIfPresent("longest_waited_seconds", status.oldestReceived().map(this::secondsSince))
                .put("live_delivery", status.session().isPresent())
                .put("pending_count", status.pending())
                .put("handed_out_count", status.handedOut())
                .put("dead_count", status.dead())
                .put("limit_messages", status.limitMessages())
                .put("limit_bytes", status.limitBytes());
        if (status.session().isPresent()) {
            CurrentSession session = status.session().get();
            json.putObject("session", inner -> write(inner, session));
        }
        json.putTexts("as_of", status.asOf());
    }

    /** Never negative: the log's clock and this one may differ. */
    private long secondsSince(Instant instant) {
        return Math.max(0, Duration.between(instant, clock.instant()).toSeconds());
    }

    private static void write(JsonText json, CurrentSession session) throws IOException {
        json.put("epoch", session.epoch().value())
                .put("gateway", session.gateway().value())
                .put("since", session.since());
    }

    void look(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        boolean stale = asked.stale();
        Optional<Position> after = after(asked, mailbox);
        int limit = (int) Math.min(asked.whole("limit", 1).orElse(rules.pageMaximum()), rules.pageMaximum());
        OptionalLong limitBytes = asked.whole("limit_bytes", 0);
        Optional<String> cursor = asked.text("cursor");
        long from = cursor.isPresent() ? Cursor.parse(cursor.get()).sequence() : 0;
        Looking looking = new Looking(mailbox, asked.recipient(), stale, after);
        Aged<List<OpenMessage>> page = look(looking, limit, limitBytes, from);
        boolean cut = page.answer().size() == limit || limitBytes.isPresent();
        Optional<Cursor> next = cut && !page.answer().isEmpty()
                ? next(looking, page.answer().getLast().sequence() + 1)
                : Optional.empty();
        Optional<Duration> age = Answers.age(ctx, stale, page);
        Answers.ok(ctx, json -> json.putObjects("messages", page.answer(), OpenMessageJson::write)
                .putIfPresent("cursor", next)
                .putIfPresent("age", age));
    }

    /** What is looked at, and how. */
    private record Looking(MailboxId mailbox, Optional<String> recipient, boolean stale, Optional<Position> after) {}

    private Aged<List<OpenMessage>> look(Looking what, int limit, OptionalLong limitBytes, long from) {
        return what.stale()
                ? copies.look(what.mailbox(), limit, limitBytes, what.recipient(), from)
                : Aged.now(queries.look(what.mailbox(), limit, limitBytes, what.recipient(), from, what.after()));
    }

    /** The next page, if there is one: a caller that follows cursors never meets an empty page because of us. */
    private Optional<Cursor> next(Looking what, long from) {
        return look(what, 1, OptionalLong.empty(), from).answer().isEmpty()
                ? Optional.empty()
                : Optional.of(new Cursor(from));
    }

    void session(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        boolean stale = asked.stale();
        Optional<Position> after = after(asked, mailbox);
        Aged<MailboxStatus> status = stale ? copies.status(mailbox) : Aged.now(queries.status(mailbox, after));
        CurrentSession session = status.answer()
                .session()
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "no-session", "The mailbox has no live session now.")));
        Optional<Duration> age = Answers.age(ctx, stale, status);
        Answers.ok(ctx, json -> {
            write(json, session);
            json.putIfPresent("age", age);
        });
    }

    /** What the answer must have seen: what the caller names, else what this gateway last wrote. */
    private Optional<Position> after(Asked asked, MailboxId mailbox) throws MalformedException {
        deleting.await(mailbox);
        return asked.after(queries.partition(mailbox)).or(() -> mailboxes.lastWrite(mailbox));
    }
}
