package io.restante.gateway.rest;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.SessionId;
import io.restante.gateway.Drainable;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route that holds a live session for as long as its request is open. */
final class StreamRoute implements Drainable, AutoCloseable {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Logger LOG = LoggerFactory.getLogger(StreamRoute.class);

    private final LiveSessions sessions;
    private final RestRules rules;
    private final CallerLimits limits;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer = newTimer();

    /** Streams that are open, each with what completes when the end of its session is on the log. */
    private final Map<EventStream, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    private volatile boolean draining;

    StreamRoute(LiveSessions sessions, RestRules rules, CallerLimits limits, InstantSource clock) {
        this.sessions = sessions;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
    }

    /** What would be timed after the end is not timed. */
    private static ScheduledThreadPoolExecutor newTimer() {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("event-streams").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Streams that are open. */
    int size() {
        return open.size();
    }

    /** Who only asks for the headers gets no session: it would replace the one that is current. */
    void stream(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        if (ctx.method().equals(HandlerType.HEAD)) {
            begin(ctx.res());
            return;
        }
        String caller = HttpDoor.name(ctx, asked.caller());
        if (!limits.streamOpens(caller)) {
            throw ProblemException.after(
                    Duration.ofSeconds(1),
                    Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-streams",
                            "One caller may have " + rules.door().streams()
                                    + " event streams open here; close one, or wait as long as Retry-After says."));
        }
        try {
            hold(ctx, asked, mailbox);
        } finally {
            limits.streamEnds(caller);
        }
    }

    private void hold(Context ctx, Asked asked, MailboxId mailbox) throws Exception {
        EventStream events = new EventStream(rules.outboundLimit());
        CompletableFuture<Void> over = new CompletableFuture<>();
        open.put(events, over);
        try {
            if (draining) {
                throw new UnavailableException("This gateway is shutting down; ask again.", Duration.ofSeconds(1));
            }
            SessionId id = new SessionId(UUID.randomUUID().toString());
            LiveSessionHold hold = Awaited.of(sessions.open(mailbox, id, events));
            Optional<Future<?>> expiry = asked.caller().expires().map(end -> expireAt(end, events));
            EndReason reason = written(ctx, events, hold);
            expiry.ifPresent(timed -> timed.cancel(false));
            close(hold, reason);
        } finally {
            open.remove(events);
            over.complete(null);
        }
    }

    private static void close(LiveSessionHold hold, EndReason reason) {
        try {
            hold.close(reason).get();
        } catch (ExecutionException e) {
            LOG.warn("The end of the live session of epoch {} is not on the log yet", hold.epoch(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<?> expireAt(Instant end, EventStream events) {
        long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
        return timer.schedule(() -> events.ended(EndReason.EXPIRED), left, MILLISECONDS);
    }

    /** Writes events for as long as there is a client and a session; why that ended. */
    private EndReason written(Context ctx, EventStream events, LiveSessionHold hold) {
        try {
            OutputStream out = begun(ctx).getOutputStream();
            EventStream.greet(out, Optional.ofNullable(ctx.header(LAST_EVENT_ID)));
            return events.writeTo(out, rules.keepAlive());
        } catch (IOException e) {
            LOG.debug("The client of the live session of epoch {} is gone", hold.epoch(), e);
            return EndReason.CLOSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EndReason.TERMINATED;
        }
    }

    /** The client has the headers, so it knows that its session is granted. */
    private static HttpServletResponse begun(Context ctx) throws IOException {
        HttpServletResponse response = ctx.res();
        begin(response);
        response.flushBuffer();
        return response;
    }

    private static void begin(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(Header.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public CompletableFuture<Void> drain(Duration over) {
        draining = true;
        Map<EventStream, CompletableFuture<Void>> streams = Map.copyOf(open);
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        streams.forEach((events, end) -> {
            long after =
                    over.dividedBy(streams.size()).multipliedBy(ends.size()).toMillis();
            var unused = timer.schedule(() -> events.ended(EndReason.TERMINATED), after, MILLISECONDS);
            ends.add(end);
        });
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
