package io.restante.app;

import io.restante.app.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where other instances ask this one: its operations port. */
final class InstanceAddress {
    private InstanceAddress() {}

    /** The address that is set, else the port that is open on this machine, as {@code host:port}. */
    static String of(Settings settings, int opsPort) {
        return settings.streams()
                .applicationServer()
                .orElseGet(() -> host(settings.ops().host()) + ":" + opsPort);
    }

    private static String host(String listening) {
        try {
            InetAddress address = InetAddress.getByName(listening);
            String reached =
                    address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostAddress() : listening;
            return reached.contains(":") ? "[" + reached + "]" : reached;
        } catch (UnknownHostException e) {
            throw new StartException(
                    "The address of this machine is not known (" + e.getMessage()
                            + "). Say where other instances reach its operations port: streams.applicationServer, host:port.",
                    e);
        }
    }
}
