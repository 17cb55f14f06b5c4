package io.restante.gateway.socket;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * Whether the other end of a socket is there: it is pinged, and any byte that comes from it afterwards is a sign of life. Javalin hands
 * on no pongs, so the bytes Jetty has read are what can be seen of them.
 */
public final class Liveness {
    private final Session session;
    private final LongSupplier bytesIn;
    private final Duration interval;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final Runnable timedOut;
    private final AtomicBoolean writing = new AtomicBoolean();
    private @Nullable Future<?> pings;

    /**
     * Nothing is sent before {@link #start}.
     *
     * @param interval between two pings, the first one included
     * @param timeout how long after a ping was written a sign of life is waited for
     * @param timedOut run, perhaps more than once, when the other end is gone or a ping could not be written until the next was due
     */
    public Liveness(
            Session session, Duration interval, Duration timeout, ScheduledExecutorService timer, Runnable timedOut) {
        this.session = session;
        this.bytesIn = bytesIn(session);
        this.interval = interval;
        this.timeout = timeout;
        this.timer = timer;
        this.timedOut = timedOut;
    }

    private static LongSupplier bytesIn(Session session) {
        if (session instanceof WebSocketSession socket
                && socket.getCoreSession() instanceof WebSocketCoreSession core) {
            return core.getConnection()::getBytesIn;
        }
        throw new IllegalStateException("Expected a WebSocket session of Jetty's, got " + session.getClass());
    }

    public synchronized void start() {
        pings = timer.scheduleAtFixedRate(this::ping, interval.toMillis(), interval.toMillis(), MILLISECONDS);
    }

    private void ping() {
        if (!writing.compareAndSet(false, true)) {
            timedOut.run();
            return;
        }
        long before = bytesIn.getAsLong();
        session.sendPing(
                ByteBuffer.allocate(0),
                Callback.from(
                        () -> {
                            writing.set(false);
                            var unused = timer.schedule(() -> expectMoreThan(before), timeout.toMillis(), MILLISECONDS);
                        },
                        failure -> timedOut.run()));
    }

    private void expectMoreThan(long before) {
        if (bytesIn.getAsLong() <= before) {
            timedOut.run();
        }
    }

    public synchronized void stop() {
        if (pings != null) {
            pings.cancel(false);
        }
    }
}
