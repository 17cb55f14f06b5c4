package io.restante.app;

import io.restante.app.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/** Whether a process may serve whoever comes. */
final class OpenInstallation {
    private OpenInstallation() {}

    /**
     * Returns when the process asks who comes, or can be reached from this machine alone, or was told to be open.
     *
     * @throws StartException when it would serve whoever comes from anywhere
     */
    static void requireAllowed(Settings settings, Set<Role> roles) {
        if (settings.auth().closed() || settings.auth().open()) {
            return;
        }
        if (roles.contains(Role.GATEWAY)) {
            require("gateway.host", settings.gateway().host());
        }
        require("ops.host", settings.ops().host());
    }

    private static void require(String setting, String host) {
        if (!onlyThisMachine(host)) {
            throw new StartException(setting + " is " + host
                    + ", which other machines reach, and whoever comes would be served, since neither"
                    + " auth.jwt.keys nor auth.apiKeys is set. Set one of them, or listen on 127.0.0.1, or say"
                    + " auth.open=true if everybody who reaches this address may read and write everything.");
        }
    }

    private static boolean onlyThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Opening the port will say what is wrong with it.
            return true;
        }
    }
}
