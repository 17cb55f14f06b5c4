package io.restante.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A look whether a port can be opened, before anything is started that would have to be stopped again. */
final class FreePort {
    private FreePort() {}

    /**
     * Returns when the port could be opened a moment ago; 0, any free one, always can.
     *
     * @param whose whose port it is, as it begins a sentence
     * @param option the option that names another one
     * @throws StartException when it cannot be
     */
    static void require(String whose, String host, int port, String option) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (IOException e) {
            throw new StartException(
                    whose + " port " + port + " of " + host + " cannot be opened (" + e.getMessage()
                            + "). Stop what is listening there, or choose another one with " + option
                            + "; 0 means any free one.",
                    e);
        }
    }
}
