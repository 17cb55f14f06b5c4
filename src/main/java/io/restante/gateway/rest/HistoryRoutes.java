package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.LedgerEntry;
import io.restante.query.MailboxQueries;
import io.restante.query.Timelines;
import io.restante.session.EndedSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The routes that tell what has happened. */
final class HistoryRoutes {
    /** How far back histories reach when nobody says. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Mailboxes mailboxes;
    private final MailboxQueries queries;
    private final Timelines timelines;
    private final InstantSource clock;

    HistoryRoutes(Mailboxes mailboxes, MailboxQueries queries, Timelines timelines, InstantSource clock) {
        this.mailboxes = mailboxes;
        this.queries = queries;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** A message that the mailbox remembers is followed from its beginning, any other from {@code since} on. */
    void timeline(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        MessageId id = asked.message();
        Instant since = asked.time("since").orElseGet(this::yesterday);
        OptionalLong sequence = queries.sequence(mailbox, id, after(asked, mailbox));
        List<LedgerEntry> events = timelines.message(mailbox, id, sequence, since);
        if (events.isEmpty()) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND,
                    "no-timeline",
                    "Nothing is on record about the message \"" + id + "\""
                            + (sequence.isPresent()
                                    ? "."
                                    : " since " + JsonText.time(since) + "; since= asks for an earlier time.")));
        }
        Answers.ok(ctx, json -> json.putObjects("events", events, HistoryRoutes::write));
    }

    private static void write(JsonText json, LedgerEntry entry) throws IOException {
        json.put("event", entry.event().word())
                .put("at", entry.at())
                .putIfPresent("epoch", entry.epoch().map(Epoch::value))
                .putIfPresent("attempt", entry.attempt())
                .putIfPresent("outcome", entry.outcome());
    }

    void sessions(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        Instant to = asked.time("to").orElseGet(clock::instant);
        Instant from = asked.time("from").orElseGet(() -> to.minus(A_DAY));
        if (from.isAfter(to)) {
            throw new MalformedException(
                    "from",
                    "expected a time not after to, which is " + JsonText.time(to) + ", got " + JsonText.time(from));
        }
        if (asked.text("after").isPresent()) {
            queries.status(mailbox, after(asked, mailbox));
        }
        List<EndedSession> sessions = timelines.sessions(mailbox, from, to);
        Answers.ok(ctx, json -> json.putObjects("sessions", sessions, HistoryRoutes::write));
    }

    private static void write(JsonText json, EndedSession session) throws IOException {
        json.put("session_id", session.sessionId().value())
                .put("epoch", session.epoch().value())
                .put("gateway", session.gateway().value())
                .put("started_at", session.startedAt())
                .put("ended_at", session.endedAt())
                .put("reason", session.reason().word())
                .put("handed_out", session.handedOut())
                .put("acknowledged", session.acknowledged());
    }

    /** What must have been applied before the log is read: what the caller names, else what this gateway last wrote. */
    private Optional<Position> after(Asked asked, MailboxId mailbox) throws MalformedException {
        return asked.after(queries.partition(mailbox)).or(() -> mailboxes.lastWrite(mailbox));
    }

    private Instant yesterday() {
        return clock.instant().minus(A_DAY);
    }
}
