package io.restante.gateway.rest;

import io.javalin.config.JavalinConfig;
import io.restante.gateway.Access;
import io.restante.gateway.Drainable;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.RecordLog;
import io.restante.query.DeadLetters;
import io.restante.query.MailboxQueries;
import io.restante.query.StaleQueries;
import io.restante.query.Timelines;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The routes of mailboxes and dead letters under {@code /v1}, and the documents of all routes. */
public final class RestGateway implements Drainable, AutoCloseable {
    private static final String MAILBOX = "/v1/mailboxes/{mailbox}";

    private final HttpDoor door;
    private final WriteRoutes writes;
    private final ReadRoutes reads;
    private final HistoryRoutes histories;
    private final DeadLetterRoutes letters;
    private final PushTargetRoutes pushTargets;
    private final StreamRoute streams;

    public RestGateway(
            Mailboxes mailboxes,
            LiveSessions sessions,
            MailboxQueries queries,
            StaleQueries stale,
            Timelines timelines,
            DeadLetters deadLetters,
            RecordLog log,
            Access access,
            RestRules rules) {
        this(mailboxes, sessions, queries, stale, timelines, deadLetters, log, access, rules, InstantSource.system());
    }

    RestGateway(
            Mailboxes mailboxes,
            LiveSessions sessions,
            MailboxQueries queries,
            StaleQueries stale,
            Timelines timelines,
            DeadLetters deadLetters,
            RecordLog log,
            Access access,
            RestRules rules,
            InstantSource clock) {
        this.door = new HttpDoor(access, rules.door());
        DeletingTakes deleting = new DeletingTakes();
        this.writes = new WriteRoutes(mailboxes, deleting, rules);
        this.reads = new ReadRoutes(mailboxes, deleting, queries, stale, rules, clock);
        this.histories = new HistoryRoutes(mailboxes, queries, timelines, clock);
        this.letters = new DeadLetterRoutes(mailboxes, deadLetters);
        this.pushTargets = new PushTargetRoutes(log, queries, rules, clock);
        this.streams = new StreamRoute(sessions, rules, door.limits(), clock);
    }

    /**
     * Declares the routes and how the server's errors read, those of routes declared by others included. The server's requests run on
     * virtual threads: handlers wait, and an event stream is a handler that waits for as long as it is open.
     */
    public void register(JavalinConfig config) {
        door.register(config);
        config.routes
                .get(MAILBOX, reads::status)
                .get(MAILBOX + "/messages", reads::look)
                .get(MAILBOX + "/messages/{id}/timeline", histories::timeline)
                .get(MAILBOX + "/session", reads::session)
                .get(MAILBOX + "/sessions", histories::sessions)
                .get(MAILBOX + "/push-targets", pushTargets::list)
                .put(MAILBOX + "/push-targets/{device}", pushTargets::register)
                .delete(MAILBOX + "/push-targets/{device}", pushTargets::remove)
                .get(MAILBOX + "/stream", streams::stream)
                .post(MAILBOX + "/messages", writes::add)
                .post(MAILBOX + "/take", writes::take)
                .post(MAILBOX + "/acknowledgements", writes::acknowledge)
                .delete(MAILBOX + "/messages", writes::purge)
                .get("/v1/dead-letters", letters::list)
                .post("/v1/dead-letters/{id}/put-back", letters::putBack);
        DocumentRoutes.register(config);
    }

    /** Declares what follows from the other routes: to be called when all of them, those of others too, have been declared. */
    public void complete(JavalinConfig config) {
        HttpDoor.complete(config);
    }

    /** Event streams that are open. */
    public int size() {
        return streams.size();
    }

    /** Event streams are sent away; requests are answered until the server stops. */
    @Override
    public CompletableFuture<Void> drain(Duration over) {
        return streams.drain(over);
    }

    @Override
    public void close() {
        streams.close();
    }
}
