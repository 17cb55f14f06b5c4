package io.restante.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports of a local broker, both free a moment ago.
 *
 * @param broker where clients are served
 * @param controller where the broker talks to its controller, in the same JVM; any free one, new at each start
 */
record BrokerPorts(int broker, int controller) {
    /** The one address a local broker listens on. */
    static final String LOOPBACK = "127.0.0.1";

    private static final int ANY = 0;
    private static final int HIGHEST = 65_535;

    /**
     * Tried here, before Kafka does: where Kafka cannot bind, it ends the JVM.
     *
     * @param wanted the port for clients; 0 takes any free one
     * @throws LocalBrokerException when the wanted port cannot be had
     */
    static BrokerPorts choose(int wanted) {
        if (wanted < ANY || wanted > HIGHEST) {
            throw new LocalBrokerException(
                    "The port of the local broker must lie between 1 and " + HIGHEST
                            + ", or be 0 for any free one; it is " + wanted + ". Name another with --kafka-port.",
                    null);
        }
        try (ServerSocket broker = new ServerSocket();
                ServerSocket controller = new ServerSocket()) {
            claim(broker, wanted);
            controller.bind(loopback(ANY));
            return new BrokerPorts(broker.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("No port could be opened on " + LOOPBACK + ": " + e.getMessage(), e);
        }
    }

    private static void claim(ServerSocket socket, int port) throws IOException {
        try {
            socket.bind(loopback(port));
        } catch (IOException e) {
            throw new LocalBrokerException(
                    "Port " + port + " on " + LOOPBACK + " cannot be used for the local broker (" + e.getMessage()
                            + "). Stop what is listening there, or start with --kafka-port and another port, or"
                            + " --kafka-port 0 for any free one.",
                    e);
        }
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
