package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.OpenMessageJson;
import io.restante.contract.Position;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.OpenMessage;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.MailboxStatus.CurrentSession;
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
    private final RestRules rules;
    private final InstantSource clock;

    ReadRoutes(
            Mailboxes mailboxes, DeletingTakes deleting, MailboxQueries queries, RestRules rules, InstantSource clock) {
        this.mailboxes = mailboxes;
        this.deleting = deleting;
        this.queries = queries;
        this.rules = rules;
        this.clock = clock;
    }

    void status(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        Optional<Position> after = after(asked, mailbox);
        Optional<String> recipient = asked.recipient();
        TimeForm times = TimeForm.of(asked, "protocol");
        MailboxStatus status = queries.status(mailbox, after);
        long messages = recipient.isPresent() ? queries.count(mailbox, recipient, after) : status.messages();
        Answers.ok(ctx, json -> {
            json.putIfPresent("recipient_did", recipient).put("message_count", messages);
            write(json, status, times);
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
        Optional<Position> after = after(asked, mailbox);
        int limit = (int) Math.min(asked.whole("limit", 1).orElse(rules.pageMaximum()), rules.pageMaximum());
        OptionalLong limitBytes = asked.whole("limit_bytes", 0);
        Optional<String> cursor = asked.text("cursor");
        long from = cursor.isPresent() ? Cursor.parse(cursor.get()).sequence() : 0;
        List<OpenMessage> page = queries.look(mailbox, limit, limitBytes, asked.recipient(), from, after);
        boolean cut = page.size() == limit || limitBytes.isPresent();
        Optional<Cursor> next =
                cut && !page.isEmpty() ? next(mailbox, asked.recipient(), page.getLast(), after) : Optional.empty();
        Answers.ok(ctx, json -> json.putObjects("messages", page, OpenMessageJson::write)
                .putIfPresent("cursor", next));
    }

    /** The next page, if there is one: a caller that follows cursors never meets an empty page because of us. */
    private Optional<Cursor> next(
            MailboxId mailbox, Optional<String> recipient, OpenMessage last, Optional<Position> after) {
        long from = last.sequence() + 1;
        return queries.look(mailbox, 1, OptionalLong.empty(), recipient, from, after)
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(new Cursor(from));
    }

    void session(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        CurrentSession session = queries.status(mailbox, after(asked, mailbox))
                .session()
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "no-session", "The mailbox has no live session now.")));
        Answers.ok(ctx, json -> write(json, session));
    }

    /** What the answer must have seen: what the caller names, else what this gateway last wrote. */
    private Optional<Position> after(Asked asked, MailboxId mailbox) throws MalformedException {
        deleting.await(mailbox);
        Optional<String> token = asked.text("after");
        if (token.isEmpty()) {
            return mailboxes.lastWrite(mailbox);
        }
        Position position = Position.parse(token.get());
        if (Topics.OF_DELIVERY.stream().filter(Topic::input).noneMatch(topic -> topic.name()
                .equals(position.topic()))) {
            throw new MalformedException(
                    "after",
                    "expected a position as a write's answer gave it, got one on \"" + position.topic() + "\"");
        }
        if (position.partition() != queries.partition(mailbox)) {
            throw new MalformedException(
                    "after",
                    "expected a position of a write to this mailbox, on partition " + queries.partition(mailbox)
                            + ", got partition " + position.partition());
        }
        return Optional.of(position);
    }
}
