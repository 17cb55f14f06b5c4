package io.restante.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network between two parts, as a proxy on the loopback address: it can be cut, and mended. */
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int ROOM = 32 << 10;

    /** What becomes of a link that is cut. */
    enum Cut {
        /** Connections are reset, new ones refused. */
        RESET,
        /** Connections stay, and nothing passes: as when packets are dropped. */
        STALL
    }

    private enum State {
        WHOLE,
        RESET,
        STALLED
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private State state = State.WHOLE;

    /** @param target the port it leads to */
    Link(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("A link cannot be opened", e);
        }
        Thread.ofVirtual().name("link-" + port()).start(this::accept);
    }

    /** Where it begins. */
    int port() {
        return server.getLocalPort();
    }

    void cut(Cut how) {
        synchronized (gate) {
            state = how == Cut.RESET ? State.RESET : State.STALLED;
        }
        if (how == Cut.RESET) {
            open.forEach(Link::close);
        }
    }

    void mend() {
        synchronized (gate) {
            state = State.WHOLE;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket here = server.accept();
                open.add(here);
                Thread.ofVirtual().start(() -> connect(here));
            } catch (IOException e) {
                LOG.debug("Link {} accepts nobody any more", port(), e);
            }
        }
    }

    private void connect(Socket here) {
        if (refuses()) {
            drop(here);
            return;
        }
        try {
            Socket there = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(there);
            here.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pass(here, there));
            pass(there, here);
        } catch (IOException e) {
            LOG.debug("Nobody at the end of link {}", port(), e);
            drop(here);
        }
    }

    private boolean refuses() {
        synchronized (gate) {
            return state == State.RESET;
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] room = new byte[ROOM];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(room); read >= 0; read = in.read(room)) {
                awaitWhole();
                out.write(room, 0, read);
            }
            awaitWhole();
        } catch (IOException e) {
            LOG.debug("A connection of link {} broke", port(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            drop(from);
            drop(to);
        }
    }

    private void awaitWhole() throws InterruptedException {
        synchronized (gate) {
            while (state == State.STALLED) {
                gate.wait();
            }
        }
    }

    private void drop(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket did not close in order", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A link cannot be closed", e);
        }
        cut(Cut.RESET);
        mend();
    }
}
