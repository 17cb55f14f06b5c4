package io.restante.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page an operator looks at, and the routes it asks. */
public final class Console implements AutoCloseable {
    /** Only what comes from this port may run or be shown; nothing may be asked elsewhere, and no other page may hold this one. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String JSON = "application/json";
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final ConsoleSources sources;
    private final Assets assets = new Assets();
    private final LetterDesk letters;
    private final Feed feed;

    public Console(ConsoleSources sources) {
        this.sources = sources;
        this.letters = new LetterDesk(sources);
        this.feed = new Feed(sources.state());
    }

    /** Declares the routes, and headers for every answer of the port. */
    public void register(RoutesConfig routes) {
        routes.before(Console::protect)
                .get("/", assets::page)
                .get("/console/assets/{name}", assets::file)
                .get("/console/topology.svg", ctx -> ctx.contentType("image/svg+xml")
                        .result(sources.topology()))
                .get("/console/state", ctx -> ctx.contentType(JSON)
                        .result(sources.state().get()))
                .get("/console/events", this::follow)
                .get("/console/past", ctx -> ctx.contentType(JSON)
                        .result(sources.past().get()))
                .get("/console/dead-letters", LetterDesk.explained(letters::list))
                .post("/console/dead-letters/{id}/put-back", LetterDesk.explained(letters::putBack));
    }

    private static void protect(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Frame-Options", "DENY")
                .header("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
                .header(Header.CACHE_CONTROL, "no-store");
    }

    /** The state as server-sent events, for as long as the request is open. */
    private void follow(Context ctx) throws IOException {
        if (!feed.enter()) {
            ctx.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(Header.RETRY_AFTER, "10")
                    .contentType("text/plain; charset=utf-8")
                    .result("Too many pages follow this process already.\n");
            return;
        }
        try {
            write(ctx.res());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("A page is gone", e);
        } finally {
            feed.leave();
        }
    }

    private void write(HttpServletResponse response) throws IOException, InterruptedException {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        out.write("retry: 2000\n\n".getBytes(UTF_8));
        response.flushBuffer();
        Feed.Item last = new Feed.Item(0, "");
        while (!feed.closed()) {
            Feed.Item next = feed.after(last, KEEP_ALIVE);
            if (next.number() == last.number()) {
                out.write(": still here\n\n".getBytes(UTF_8));
            } else {
                out.write("event: state\ndata: ".getBytes(UTF_8));
                out.write(next.value().getBytes(UTF_8));
                out.write("\n\n".getBytes(UTF_8));
            }
            out.flush();
            last = next;
        }
    }

    /** Ends what pages follow. */
    @Override
    public void close() {
        feed.close();
    }
}
