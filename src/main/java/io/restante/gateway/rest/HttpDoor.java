package io.restante.gateway.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Caller;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request meets, whichever route it is for: who asks, how much they may ask, which pages in browsers may, and the headers that keep
 * answers from being taken for something else.
 */
final class HttpDoor {
    private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);

    /** Paths below which every route needs a caller that was let in. */
    private static final List<String> GUARDED = List.of("/v1/*", "/api/*");

    /** A page of ours may use its own scripts and styles, and ask this gateway. */
    private static final String OWN_PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Answers to programs are never pages. */
    static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String SENT = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID";
    private static final String EXPOSED = "Retry-After, Age, WWW-Authenticate";
    private static final String AN_HOUR = "3600";

    private static final String A_YEAR = "max-age=31536000";

    /** Of a body that is refused, so much is read and thrown away; whoever writes more may find the connection closed before the answer. */
    private static final long READ_ON_BYTES = 2L << 20;

    /** An address of version 6 belongs to whoever has its first half. */
    private static final int NETWORK_BYTES = 8;

    private final Access access;
    private final DoorRules rules;
    private final CallerLimits limits;

    HttpDoor(Access access, DoorRules rules) {
        this.access = access;
        this.rules = rules;
        this.limits = new CallerLimits(rules, System::nanoTime);
    }

    CallerLimits limits() {
        return limits;
    }

    void register(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new ServerProblems());
            server.setHandler(new SlowSenders(rules.senders()));
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        Problems.register(config.routes);
        config.routes.before(this::protect);
        config.routes.after(HttpDoor::readOn);
        InternalRouter routes = config.unsafe.internalRouter;
        GUARDED.forEach(path -> config.routes.before(path, ctx -> admit(ctx, routes)));
    }

    /**
     * Declares for each route that is read a route for its headers alone. To be called when every other route has been declared.
     */
    static void complete(JavalinConfig config) {
        List<Endpoint> routes = config.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .toList();
        Set<String> done = routes.stream()
                .filter(each -> each.method.equals(HandlerType.HEAD))
                .map(each -> each.path)
                .collect(Collectors.toSet());
        routes.stream()
                .filter(each -> each.method.equals(HandlerType.GET) && !done.contains(each.path))
                .forEach(each -> config.routes.head(each.path, each.handler));
    }

    /** A client that is still writing when its connection is closed does not see why it was refused. One that asks before it writes ({@code Expect}) has its answer at once. */
    private static void readOn(Context ctx) {
        if (!ctx.status().isError() || ctx.header(Header.EXPECT) != null) {
            return;
        }
        try {
            var unused = ctx.req().getInputStream().skip(READ_ON_BYTES);
        } catch (IOException e) {
            LOG.debug("The rest of a body that was refused could not be read", e);
        }
    }

    private void protect(Context ctx) {
        boolean page = ctx.path().startsWith(DocumentRoutes.PAGE);
        ctx.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", rules.origins().isEmpty() ? "same-origin" : "cross-origin")
                .header("Content-Security-Policy", page ? OWN_PAGES : NO_PAGE);
        if (!page) {
            ctx.header(Header.CACHE_CONTROL, "no-store");
        }
        if (rules.encrypted()) {
            ctx.header(Header.STRICT_TRANSPORT_SECURITY, A_YEAR);
        }
        Optional.ofNullable(ctx.header(Header.ORIGIN)).ifPresent(origin -> allow(ctx, origin));
    }

    /** Lets a page of this origin read the answer, when the rules say so. No cookies are asked for, so none are allowed. */
    private void allow(Context ctx, String origin) {
        boolean any = rules.origins().contains(DoorRules.ANY);
        if (!any && !rules.origins().contains(origin)) {
            return;
        }
        ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, any ? DoorRules.ANY : origin)
                .header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
                .header(Header.VARY, Header.ORIGIN);
        if (ctx.method().equals(HandlerType.OPTIONS) && ctx.header(Header.ACCESS_CONTROL_REQUEST_METHOD) != null) {
            ctx.header(Header.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                    .header(Header.ACCESS_CONTROL_ALLOW_HEADERS, SENT)
                    .header(Header.ACCESS_CONTROL_MAX_AGE, AN_HOUR);
        }
    }

    /** Lets the caller in, whose requests are counted; an address that shows bad tokens pays for them too. */
    private void admit(Context ctx, InternalRouter routes) throws AccessException {
        if (ctx.method().equals(HandlerType.OPTIONS)) {
            count(address(ctx));
            return;
        }
        try {
            Caller caller = access.caller(BearerToken.in(ctx.header(Header.AUTHORIZATION)));
            new Asked(ctx).by(caller);
            count(name(ctx, caller));
            route(ctx, routes).ifPresent(caller::require);
        } catch (AccessException e) {
            count(address(ctx));
            throw e;
        }
    }

    /** The route that is asked for, as the document spells it; who may read may read the headers alone. */
    private static Optional<String> route(Context ctx, InternalRouter routes) {
        boolean head = ctx.method().equals(HandlerType.HEAD);
        return Optional.ofNullable(routes.findFirstHttpHandlerEntry(head ? HandlerType.GET : ctx.method(), ctx.path()))
                .map(each -> each.endpoint.method.name() + " " + each.endpoint.path);
    }

    private void count(String caller) {
        Optional<Duration> wait = limits.request(caller);
        if (wait.isPresent()) {
            throw ProblemException.after(
                    wait.get(),
                    Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-requests",
                            "One caller may make " + rules.requestsPerSecond()
                                    + " requests a second here; wait as long as Retry-After says."));
        }
    }

    /** What a caller's use is counted under: who a token says it is, else where the request comes from. */
    static String name(Context ctx, Caller caller) {
        return caller.subject().isEmpty() ? address(ctx) : "subject " + caller.subject();
    }

    private static String address(Context ctx) {
        String ip = ctx.req().getRemoteAddr().replaceAll("[\\[\\]]", "");
        try {
            if (ip.contains(":") && InetAddress.getByName(ip) instanceof Inet6Address six) {
                return "network " + HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
            }
        } catch (UnknownHostException e) {
            // What the socket says is always an address; if it were none, its text would do.
            return "address " + ip;
        }
        return "address " + ip;
    }
}
