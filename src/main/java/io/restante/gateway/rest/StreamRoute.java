package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.session.EndReason;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route that holds a live session for as long as its request is open. */
final class StreamRoute {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRoute.class);

    private final LiveSessions sessions;
    private final RestRules rules;

    StreamRoute(LiveSessions sessions, RestRules rules) {
        this.sessions = sessions;
        this.rules = rules;
    }

    void stream(Context ctx) throws Exception {
        MailboxId mailbox = new Asked(ctx).mailbox();
        EventStream events = new EventStream();
        SessionId id = new SessionId(UUID.randomUUID().toString());
        LiveSessionHold hold = Awaited.of(sessions.open(mailbox, id, events));
        EndReason reason = EndReason.CLOSED;
        try {
            events.writeTo(begun(ctx).getOutputStream(), rules.keepAlive());
        } catch (IOException e) {
            LOG.debug("The client of live session {} of epoch {} is gone", id, hold.epoch(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = EndReason.TERMINATED;
        } finally {
            close(hold, reason);
        }
    }

    /** The client has the headers, so it knows that its session is granted. */
    private static HttpServletResponse begun(Context ctx) throws IOException {
        HttpServletResponse response = ctx.res();
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(Header.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        return response;
    }

    private static void close(LiveSessionHold hold, EndReason reason) {
        var unused = hold.close(reason).whenComplete((nothing, failure) -> {
            if (failure != null) {
                LOG.warn("The end of the live session of epoch {} could not be written", hold.epoch(), failure);
            }
        });
    }
}
