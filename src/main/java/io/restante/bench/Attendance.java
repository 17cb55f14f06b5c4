package io.restante.bench;

import io.restante.local.demo.LocalChild;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/** The agents of one round, in groups of {@value SessionsSeries#IN_A_GROUP}: who is there, and what they have been told of one another. */
final class Attendance implements AutoCloseable {
    /** Agents that ask for a session before one of them has it. */
    private static final int ASKING = 100;

    private final Crowd crowd;
    private final int round;
    private final List<CrowdSocket> sockets = new ArrayList<>();

    /** Nobody is there yet; takes the crowd over. */
    Attendance(Crowd crowd, int round) {
        this.crowd = crowd;
        this.round = round;
    }

    /** So many more enter; returns when they are connected, and all who were there before them know. */
    void enter(LocalChild gateway, int agents) {
        URI address = gateway.addresses().presence();
        Semaphore asking = new Semaphore(ASKING);
        List<CompletableFuture<?>> entering = new ArrayList<>();
        for (int n = 0; n < agents; n++) {
            asking.acquireUninterruptibly();
            int agent = sockets.size();
            CrowdSocket socket = crowd.open(address);
            sockets.add(socket);
            entering.add(socket.connected().whenComplete((epoch, failure) -> asking.release()));
            connect(socket, agent);
        }
        try {
            CompletableFuture.allOf(entering.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new BenchException("Of " + agents + " agents some could not enter", e);
        }
        Patience.until("everybody knows who has entered", () -> crowd.events() >= tellings(sockets.size()));
    }

    /** A socket on which an agent can come again. */
    CrowdSocket open(LocalChild gateway) {
        return crowd.open(gateway.addresses().presence());
    }

    void connect(CrowdSocket socket, int agent) {
        crowd.connect(
                socket,
                "00000000-0000-4000-8000-%04d%08d".formatted(round, agent / SessionsSeries.IN_A_GROUP),
                "agent-" + agent);
    }

    CrowdSocket socket(int agent) {
        return sockets.get(agent);
    }

    /** Each is told once of each one that entered its group later. */
    private static long tellings(int agents) {
        int groups = agents / SessionsSeries.IN_A_GROUP;
        int others = agents % SessionsSeries.IN_A_GROUP;
        return groups * pairs(SessionsSeries.IN_A_GROUP) + pairs(others);
    }

    private static long pairs(int agents) {
        return agents * (agents - 1L) / 2;
    }

    /**
     * Nobody was told of anything but of those who entered, and nobody is gone but those who were replaced.
     *
     * @param replaced how many were, the first ones
     */
    void check(int replaced) {
        long told = crowd.events();
        if (told != tellings(sockets.size())) {
            throw new BenchException(sockets.size() + " agents were to be told " + tellings(sockets.size())
                    + " times that another one entered and of nothing else, and were told " + told + " times");
        }
        for (int agent = replaced; agent < sockets.size(); agent++) {
            if (socket(agent).over().isDone()) {
                throw new BenchException("Agent " + agent + " was to stay, and: "
                        + socket(agent).over().join());
            }
        }
    }

    /** All leave. */
    @Override
    public void close() {
        crowd.close();
    }
}
