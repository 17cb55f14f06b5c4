package io.restante.app.ops;

import io.javalin.Javalin;
import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.restante.app.console.Console;
import io.restante.app.instances.HttpLine;
import io.restante.contract.MalformedException;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.RefusedException;
import io.restante.query.UnavailableException;
import io.restante.topology.TopologyRenderer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations port, open from start to close: a server of its own, so that traffic cannot hide it. */
public final class OpsServer implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final OpsSources sources;
    private final Console console;
    private final Javalin server;

    private OpsServer(OpsSources sources, Consumer<JettyConfig> port) {
        this.sources = sources;
        this.console = new Console(sources.console());
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            config.http.prefer405over404 = true;
            port.accept(config.jetty);
            register(config.routes);
        });
    }

    /**
     * Opens it, unencrypted.
     *
     * @throws OpsPortException when it cannot be opened
     */
    public static OpsServer start(OpsAddress address, OpsSources sources) {
        return start(address, sources, plain -> {});
    }

    /**
     * Opens it.
     *
     * @param port makes another kind of port of it
     * @throws OpsPortException when it cannot be opened
     */
    public static OpsServer start(OpsAddress address, OpsSources sources, Consumer<JettyConfig> port) {
        OpsServer ops = new OpsServer(sources, port);
        try {
            ops.server.start(address.host(), address.port());
        } catch (JavalinBindException e) {
            ops.close();
            throw new OpsPortException(address, e);
        } catch (RuntimeException e) {
            ops.close();
            throw e;
        }
        return ops;
    }

    /** The port it listens on, chosen or found. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        console.close();
        server.stop();
    }

    private void register(RoutesConfig routes) {
        routes.get("/health/live", ctx -> health(ctx, sources.liveness(), "live"))
                .get("/health/ready", ctx -> health(ctx, sources.readiness(), "ready"))
                .get("/metrics", this::metrics)
                .get("/topology", this::topology)
                .get("/cluster", ctx -> ctx.contentType(JSON)
                        .result(sources.cluster().get()));
        console.register(routes);
        sources.pushed()
                .ifPresent(pushed ->
                        routes.get("/local/push", ctx -> ctx.contentType(JSON).result(pushed.get())));
        sources.questions().ifPresent(questions -> questions(routes, questions));
    }

    /** For other instances, not for people: what goes wrong is a status and a word. */
    private static void questions(RoutesConfig routes, Questions questions) {
        routes.post(HttpLine.PATH, ctx -> ctx.contentType(JSON)
                        .result(questions.answer(ctx.bodyAsBytes(), BearerToken.in(ctx.header(Header.AUTHORIZATION)))))
                .exception(
                        MalformedException.class, (e, ctx) -> text(ctx.status(HttpStatus.BAD_REQUEST), "no question\n"))
                .exception(AccessException.class, (e, ctx) -> text(ctx.status(HttpStatus.UNAUTHORIZED), "who asks?\n"))
                .exception(RefusedException.class, (e, ctx) -> text(ctx.status(HttpStatus.FORBIDDEN), "not yours\n"))
                .exception(
                        UnavailableException.class,
                        (e, ctx) -> text(ctx.status(HttpStatus.SERVICE_UNAVAILABLE), "not now\n"));
    }

    private static void health(Context ctx, List<HealthCheck> checks, String word) {
        Health health = Health.of(checks);
        ctx.status(health.well() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(JSON)
                .result(health.json(word));
    }

    private void metrics(Context ctx) {
        ctx.contentType(PROMETHEUS).result(sources.metrics().scrape(PROMETHEUS));
    }

    private void topology(Context ctx) {
        String application = Optional.ofNullable(ctx.queryParam("application")).orElse("delivery");
        switch (application) {
            case "delivery" -> topology(ctx, sources.topology());
            case "settlement" -> topology(ctx, sources.settlement());
            default ->
                text(
                        ctx.status(HttpStatus.BAD_REQUEST),
                        "application: expected delivery or settlement, got \"" + application + "\"\n");
        }
    }

    private static void topology(Context ctx, TopologyRenderer topology) {
        String format = Optional.ofNullable(ctx.queryParam("format")).orElse("json");
        switch (format) {
            case "json" -> ctx.contentType(JSON).result(topology.json());
            case "mermaid" -> text(ctx, topology.mermaid());
            case "text" -> text(ctx, topology.text());
            case "svg" -> ctx.contentType("image/svg+xml").result(topology.svg());
            default ->
                text(
                        ctx.status(HttpStatus.BAD_REQUEST),
                        "format: expected json, mermaid, svg or text, got \"" + format + "\"\n");
        }
    }

    private static void text(Context ctx, String text) {
        ctx.contentType("text/plain; charset=utf-8").result(text);
    }
}
