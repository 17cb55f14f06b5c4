package io.restante.gateway.presence;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.websocket.WsContext;
import io.restante.gateway.Access;
import io.restante.gateway.AgentSessions;
import io.restante.gateway.Drainable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The presence protocol on the path {@value #PATH} of a Javalin server. */
public final class PresenceGateway implements AutoCloseable, Drainable {
    public static final String PATH = "/ws";

    private static final Logger LOG = LoggerFactory.getLogger(PresenceGateway.class);

    private final AgentSessions sessions;
    private final Access access;
    private final PresenceRules rules;
    private final ScheduledExecutorService timer = newTimer();
    private final Map<String, PresenceSocket> sockets = new ConcurrentHashMap<>();
    private volatile boolean draining;

    public PresenceGateway(AgentSessions sessions, Access access, PresenceRules rules) {
        this.sessions = sessions;
        this.access = access;
        this.rules = rules;
    }

    /** What would be timed after the end is not timed. */
    private static ScheduledExecutorService newTimer() {
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("presence-pings").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Declares the route. */
    public void register(JavalinConfig config) {
        config.routes.wsBeforeUpgrade(PATH, upgrade -> {
            if (draining) {
                throw new ServiceUnavailableResponse("This gateway is shutting down; connect again.");
            }
        });
        config.routes.ws(PATH, socket -> {
            socket.onConnect(context -> {
                PresenceSocket opened = new PresenceSocket(context.session, this);
                sockets.put(context.sessionId, opened);
                opened.start();
                // Who was there when a drain began is told by it.
                if (draining) {
                    var unused = opened.leave(Duration.ZERO);
                }
            });
            socket.onMessage(context -> of(context).receive(context.message().getBytes(StandardCharsets.UTF_8)));
            socket.onBinaryMessage(context -> of(context).receiveBinary());
            socket.onClose(context -> closed(context.sessionId));
            socket.onError(context -> LOG.debug("A socket failed", context.error()));
        });
    }

    private PresenceSocket of(WsContext context) {
        return Objects.requireNonNull(sockets.get(context.sessionId), "Frames come between opening and closing");
    }

    /** While the gateway drains, a socket that is gone is kept: its session may yet come back elsewhere. */
    private void closed(String socket) {
        PresenceSocket closed = draining ? sockets.get(socket) : sockets.remove(socket);
        if (closed != null) {
            closed.gone();
        }
    }

    /** Sockets that are open. */
    public int size() {
        return sockets.size();
    }

    AgentSessions sessions() {
        return sessions;
    }

    Access access() {
        return access;
    }

    PresenceRules rules() {
        return rules;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    boolean draining() {
        return draining;
    }

    /**
     * From now on nobody new comes in. Those inside are told when to come back elsewhere, each at another time; what is left of their sessions when the time is over ends
     * then. Completes when no session is left, and their ends are on the log.
     */
    @Override
    public CompletableFuture<Void> drain(Duration over) {
        draining = true;
        List<PresenceSocket> open = List.copyOf(sockets.values());
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (PresenceSocket socket : open) {
            ends.add(socket.leave(over.dividedBy(open.size()).multipliedBy(ends.size())));
        }
        var unused = timer.schedule(this::endWhatIsLeft, over.toMillis(), MILLISECONDS);
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    }

    private void endWhatIsLeft() {
        var unused = endLeaves().thenRun(() -> LOG.debug("The drain is over"));
    }

    private CompletableFuture<Void> endLeaves() {
        return CompletableFuture.allOf(
                sockets.values().stream().map(PresenceSocket::endLeave).toArray(CompletableFuture[]::new));
    }

    /** Ends what is left at once. */
    @Override
    public void close() {
        draining = true;
        try {
            endLeaves().orTimeout(rules.pongTimeout().toMillis(), MILLISECONDS).join();
        } catch (RuntimeException e) {
            LOG.warn("Some sessions' ends are not on the log", e);
        }
        timer.shutdown();
    }
}
