package io.restante.gateway.rest;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those who send a byte now and then from holding connections for as long as they like: the head of a request must be there some time after its
 * first byte, or the connection is closed; a body must come at a rate, or it counts as unreadable. Who sends nothing at all is the idle time-out's affair.
 */
final class SlowSenders extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(SlowSenders.class);
    private static final int LOOKS = 10;

    private final SenderRules rules;
    private final Map<Connection, RequestLine> lines = new ConcurrentHashMap<>();

    SlowSenders(SenderRules rules) {
        this.rules = rules;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookAgain();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        RequestLine line = line(connection);
        line.begin();
        Request.addCompletionListener(request, failure -> line.end(connection.getBytesIn()));
        return super.handle(new MeasuredRequest(request, rules, System::nanoTime), response, callback);
    }

    private RequestLine line(Connection connection) {
        return lines.computeIfAbsent(connection, first -> new RequestLine(rules.headTimeout()));
    }

    private void lookAgain() {
        Duration soon = rules.headTimeout().dividedBy(LOOKS);
        getServer().getScheduler().schedule(this::look, soon.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Set<Connection> open = new HashSet<>();
            for (Connector connector : getServer().getConnectors()) {
                connector.getConnectedEndPoints().forEach(each -> look(each, open));
            }
            lines.keySet().retainAll(open);
        } catch (RuntimeException e) {
            // Whatever a scheduled task throws would end its looking.
            LOG.warn("Slow senders are not looked for this time", e);
        }
        if (isRunning()) {
            lookAgain();
        }
    }

    private void look(EndPoint endPoint, Set<Connection> open) {
        Connection outer = endPoint.getConnection();
        Connection connection = plain(outer);
        // A socket is another kind of connection; its pings are its own patience.
        if (connection instanceof Connection.UpgradeFrom) {
            open.add(connection);
            // Before the first request there is the handshake, which has as long.
            long bytes = connection.getBytesIn() > 0 ? connection.getBytesIn() : outer.getBytesIn();
            if (line(connection).tooSlow(bytes, System.nanoTime())) {
                LOG.debug("{} takes too long to send the head of a request", endPoint.getRemoteSocketAddress());
                endPoint.close();
            }
        }
    }

    private static Connection plain(Connection connection) {
        return connection instanceof SslConnection encrypted
                ? encrypted.getSslEndPoint().getConnection()
                : connection;
    }
}
