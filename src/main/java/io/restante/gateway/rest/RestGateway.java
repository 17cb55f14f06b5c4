package io.restante.gateway.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Drainable;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.query.MailboxQueries;
import io.restante.query.Timelines;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The routes of mailboxes under {@code /v1}. */
public final class RestGateway implements Drainable, AutoCloseable {
    private static final String EVERYTHING = "/v1/*";
    private static final String MAILBOX = "/v1/mailboxes/{mailbox}";

    private final Access access;
    private final WriteRoutes writes;
    private final ReadRoutes reads;
    private final HistoryRoutes histories;
    private final StreamRoute streams;

    public RestGateway(
            Mailboxes mailboxes,
            LiveSessions sessions,
            MailboxQueries queries,
            Timelines timelines,
            Access access,
            RestRules rules) {
        this(mailboxes, sessions, queries, timelines, access, rules, InstantSource.system());
    }

    RestGateway(
            Mailboxes mailboxes,
            LiveSessions sessions,
            MailboxQueries queries,
            Timelines timelines,
            Access access,
            RestRules rules,
            InstantSource clock) {
        this.access = access;
        DeletingTakes deleting = new DeletingTakes();
        this.writes = new WriteRoutes(mailboxes, deleting, rules);
        this.reads = new ReadRoutes(mailboxes, deleting, queries, rules, clock);
        this.histories = new HistoryRoutes(mailboxes, queries, timelines, clock);
        this.streams = new StreamRoute(sessions, rules, clock);
    }

    /**
     * Declares the routes and how the server's errors read, those of routes declared by others included. The server's requests run on
     * virtual threads: handlers wait, and an event stream is a handler that waits for as long as it is open.
     */
    public void register(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> server.setErrorHandler(new ServerProblems()));
        Problems.register(config.routes);
        config.routes
                .before(EVERYTHING, this::admit)
                .get(MAILBOX, reads::status)
                .get(MAILBOX + "/messages", reads::look)
                .get(MAILBOX + "/messages/{id}/timeline", histories::timeline)
                .get(MAILBOX + "/session", reads::session)
                .get(MAILBOX + "/sessions", histories::sessions)
                .get(MAILBOX + "/stream", streams::stream)
                .post(MAILBOX + "/messages", writes::add)
                .post(MAILBOX + "/take", writes::take)
                .post(MAILBOX + "/acknowledgements", writes::acknowledge)
                .delete(MAILBOX + "/messages", writes::purge);
    }

    private void admit(Context ctx) throws AccessException {
        new Asked(ctx).by(access.caller(BearerToken.in(ctx.header(Header.AUTHORIZATION))));
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
