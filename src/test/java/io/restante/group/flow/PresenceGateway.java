package io.restante.group.flow;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.contract.LiveRecord;
import io.restante.contract.LiveRecord.Close;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.contract.LiveRecord.Granted;
import io.restante.contract.LiveRecord.Refused;
import io.restante.session.SessionKey.OfAgent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a gateway as a real one behaves: it holds sockets, believes what it is told, and names epochs. */
final class PresenceGateway {
    /** A socket, and the session it believes to be current. */
    static final class Socket {
        final String connection;
        final OfAgent agent;
        final List<FannedOut> told = new ArrayList<>();
        Optional<Epoch> epoch = Optional.empty();

        private Socket(String connection, OfAgent agent) {
            this.connection = connection;
            this.agent = agent;
        }
    }

    final GatewayId id;
    final String run;
    final Map<String, Socket> sockets = new LinkedHashMap<>();
    boolean draining;
    private int opened;

    PresenceGateway(GatewayId id, String run) {
        this.id = id;
        this.run = run;
    }

    String open(OfAgent agent) {
        Socket socket = new Socket(id + "-" + run + "-" + opened++, agent);
        sockets.put(socket.connection, socket);
        return socket.connection;
    }

    /** A grant that no socket waits for is given back, as the epoch that is returned. */
    Optional<Epoch> hear(LiveRecord live) {
        switch (live) {
            case Granted granted -> {
                Socket socket = sockets.get(granted.connection());
                if (socket != null) {
                    socket.epoch = Optional.of(granted.epoch());
                } else if (granted.connection().startsWith(id + "-" + run + "-")) {
                    return Optional.of(granted.epoch());
                }
            }
            case Refused refused -> sockets.remove(refused.connection());
            case Close close -> {
                Socket socket = sockets.get(close.connection());
                if (socket != null && socket.epoch.equals(Optional.of(close.epoch()))) {
                    sockets.remove(close.connection());
                }
            }
            case FannedOut event ->
                event.connections().stream()
                        .map(sockets::get)
                        .filter(socket -> socket != null && socket.epoch.isPresent())
                        .forEach(socket -> socket.told.add(event));
            case LiveRecord.HandOut out -> throw new AssertionError("An agent's session is handed messages: " + out);
            case LiveRecord.BacklogDone done -> throw new AssertionError("An agent's session has a backlog: " + done);
            case LiveRecord.Reply reply -> throw new AssertionError("Nobody asked: " + reply);
        }
        return Optional.empty();
    }
}
