package io.restante.gateway.rpc;

import io.javalin.config.JavalinConfig;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.query.MailboxQueries;
import io.restante.session.EndReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox protocol on the path {@value #PATH} of a Javalin server. */
public final class RpcGateway implements AutoCloseable {
    public static final String PATH = "/";

    private static final Logger LOG = LoggerFactory.getLogger(RpcGateway.class);

    private final LiveSessions sessions;
    private final RpcRules rules;
    private final RpcMethods methods;
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = newTimer();
    private final Map<String, RpcSocket> sockets = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public RpcGateway(Mailboxes mailboxes, LiveSessions sessions, MailboxQueries queries, RpcRules rules) {
        this.sessions = sessions;
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

    /** Declares the route. No socket of the server compresses its frames then. */
    public void register(JavalinConfig config) {
        List<ServletContextHandler> contexts = new CopyOnWriteArrayList<>();
        config.jetty.modifyServletContextHandler(contexts::add);
        config.jetty.modifyWebSocketServletFactory(factory -> contexts.forEach(RpcGateway::declineCompression));
        config.routes.ws(PATH, socket -> {
            socket.onConnect(context -> {
                RpcSocket opened = new RpcSocket(context.session, this);
                sockets.put(context.sessionId, opened);
                opened.start();
                if (closing) {
                    var unused = opened.terminate();
                }
            });
            socket.onMessage(
                    context -> receive(context.sessionId, context.message().getBytes(StandardCharsets.UTF_8)));
            socket.onBinaryMessage(context -> receive(context.sessionId, bytes(context.data())));
            socket.onClose(context -> closed(context.sessionId));
            socket.onError(context -> LOG.debug("A socket failed", context.error()));
        });
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

    RpcMethods methods() {
        return methods;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /**
     * Ends all sessions, then closes the sockets so that their clients come back; waits for that as long as a caller would. Who comes
     * back here meanwhile is sent away again.
     */
    @Override
    public void close() {
        closing = true;
        CompletableFuture<?>[] ends =
                sockets.values().stream().map(RpcSocket::terminate).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends)
                    .orTimeout(rules.replyTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (RuntimeException e) {
            LOG.warn("Some sessions' ends are not on the log", e);
        }
        timer.shutdown();
        background.close();
    }
}
