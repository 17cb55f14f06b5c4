package io.restante.gateway.rpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.websocket.WsConnectContext;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Caller;
import io.restante.gateway.Drainable;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.query.MailboxQueries;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox protocol on the path {@value #PATH} of a Javalin server. */
public final class RpcGateway implements Drainable, AutoCloseable {
    public static final String PATH = "/";

    /** The attribute of an upgrade that holds who asked for it. */
    private static final String CALLER = "rpc-caller";

    private static final Logger LOG = LoggerFactory.getLogger(RpcGateway.class);

    private final LiveSessions sessions;
    private final Access access;
    private final RpcRules rules;
    private final RpcMethods methods;
    private final RpcCalls calls;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = newTimer();
    private final Map<String, RpcSocket> sockets = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** A gateway whose requests nobody counts. */
    public RpcGateway(
            Mailboxes mailboxes, LiveSessions sessions, MailboxQueries queries, Access access, RpcRules rules) {
        this(mailboxes, sessions, queries, access, rules, (method, outcome, took) -> {});
    }

    /** @param calls is told of each request */
    public RpcGateway(
            Mailboxes mailboxes,
            LiveSessions sessions,
            MailboxQueries queries,
            Access access,
            RpcRules rules,
            RpcCalls calls) {
        this.calls = calls;
        this.sessions = sessions;
        this.access = access;
        this.rules = rules;
        this.methods = new RpcMethods(mailboxes, sessions, queries, rules.takeLease(), background);
    }

    /** What would be timed after the end is not timed. */
    private static ScheduledExecutorService newTimer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("rpc-pings").daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * Declares the route. No socket of the server compresses its frames then. An upgrade is refused by an exception, which the server must
     * know how to answer: {@link AccessException}, {@link io.restante.gateway.RefusedException} or {@link UnavailableException}.
     */
    public void register(JavalinConfig config) {
        List<ServletContextHandler> contexts = new CopyOnWriteArrayList<>();
        config.jetty.modifyServletContextHandler(contexts::add);
        config.jetty.modifyWebSocketServletFactory(factory -> contexts.forEach(RpcGateway::declineCompression));
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(PATH, socket -> {
            socket.onConnect(this::opened);
            socket.onMessage(
                    context -> receive(context.sessionId, context.message().getBytes(StandardCharsets.UTF_8)));
            socket.onBinaryMessage(context -> receive(context.sessionId, bytes(context.data())));
            socket.onClose(context -> closed(context.sessionId));
            socket.onError(context -> LOG.debug("A socket failed", context.error()));
        });
    }

    private void admit(Context upgrade) throws AccessException {
        if (closing) {
            throw new UnavailableException("This gateway is shutting down; connect again.", rules.replyTimeout());
        }
        Caller caller = access.caller(BearerToken.in(upgrade.header(Header.AUTHORIZATION)));
        caller.require("WS " + PATH);
        upgrade.attribute(CALLER, caller);
    }

    private void opened(WsConnectContext context) {
        Caller caller = Objects.requireNonNull(context.attribute(CALLER), "Every upgrade was admitted");
        RpcSocket opened = new RpcSocket(context.session, caller, this);
        sockets.put(context.sessionId, opened);
        opened.start();
        if (closing) {
            var unused = opened.terminate();
        }
    }

    private static void declineCompression(ServletContextHandler context) {
        WebSocketServerComponents.getWebSocketComponents(context)
                .getExtensionRegistry()
                .unregister("permessage-deflate");
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private void receive(String socket, byte[] bytes) {
        RpcSocket open = sockets.get(socket);
        if (open != null) {
            open.receive(bytes);
        }
    }

    private void closed(String socket) {
        RpcSocket closed = sockets.remove(socket);
        if (closed != null) {
            closed.gone(EndReason.CLOSED);
        }
    }

    /** Sockets that are open. */
    public int size() {
        return sockets.size();
    }

    LiveSessions sessions() {
        return sessions;
    }

    RpcRules rules() {
        return rules;
    }

    RpcCalls calls() {
        return calls;
    }

    RpcMethods methods() {
        return methods;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /** This wire has no word for it: a client is sent away by closing its socket, so that it comes back. */
    @Override
    public CompletableFuture<Void> drain(Duration over) {
        closing = true;
        List<RpcSocket> open = List.copyOf(sockets.values());
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (RpcSocket socket : open) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            long after = over.dividedBy(open.size()).multipliedBy(ends.size()).toMillis();
            var unused = timer.schedule(() -> sendAway(socket, end), after, MILLISECONDS);
            ends.add(end);
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    private void sendAway(RpcSocket socket, CompletableFuture<Void> end) {
        var unused = socket.terminate().whenComplete((done, failure) -> end.complete(null));
    }

    /** Ends what sessions are left, then closes the sockets; waits for that as long as a caller would. */
    @Override
    public void close() {
        closing = true;
        CompletableFuture<?>[] ends =
                sockets.values().stream().map(RpcSocket::terminate).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(rules.replyTimeout().toMillis(), MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            LOG.warn("Some sessions' ends are not on the log", e);
        }
        timer.shutdown();
        background.close();
    }
}
