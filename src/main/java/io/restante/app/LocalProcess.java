package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.local.Addresses;
import io.restante.local.FcmStandIn;
import io.restante.local.LocalBroker;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything in one process: broker, topology, gateway and operations port. */
public final class LocalProcess implements AutoCloseable {
    private static final Set<Role> ALL_ROLES = EnumSet.allOf(Role.class);

    private final Parts parts = new Parts();
    private final Settings settings;
    private final RoleProcess roles;
    private final FcmStandIn firebase;

    /**
     * Starts everything; what was started is closed again when something fails.
     *
     * @param given the settings; where the broker is, is put in here
     * @param kafkaPort 0 means any free one
     */
    public LocalProcess(Settings given, int kafkaPort) {
        requireFreePorts(given, kafkaPort);
        try {
            LocalBroker broker = parts.add(LocalBroker.start(given.data(), kafkaPort));
            this.firebase = parts.add(FcmStandIn.start(given.data().resolve("fcm")));
            this.settings = given.withBootstrapServers(broker.bootstrapServers())
                    .withFcmStandIn(firebase.account(), firebase.address().toString());
            this.roles = parts.add(new RoleProcess(settings, ALL_ROLES, Optional.of(firebase::shown)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Returns when the ports that are named were free a moment ago.
     *
     * @throws StartException when one is not
     */
    static void requireFreePorts(Settings settings, int kafkaPort) {
        RoleProcess.requireFreePorts(settings, ALL_ROLES);
        FreePort.require("The local broker's", "127.0.0.1", kafkaPort, "--kafka-port");
    }

    /**
     * Returns when messages flow.
     *
     * @throws StartException when they do not within a minute
     */
    public void awaitReady() {
        roles.awaitReady();
    }

    /** The routes of its gateway. */
    Set<String> routes() {
        return roles.routes();
    }

    /** Where it is reached. */
    public Addresses addresses() {
        return Addresses.of(
                settings.bootstrapServers(),
                settings.gateway().tls().scheme(),
                settings.gateway().host(),
                roles.gatewayPort().orElseThrow(),
                settings.ops().host(),
                roles.opsPort());
    }

    /** What stands in for Firebase, where no credentials for it are set. */
    public FcmStandIn firebase() {
        return firebase;
    }

    /** Sends every client away. Readiness says so meanwhile, so that no new ones are sent here. */
    public void drain() {
        roles.drain();
    }

    /** Closes the roles, then the broker. */
    @Override
    public void close() {
        parts.close();
    }

    /** The settings of a local run, with what was given on the command line. */
    public static Settings settings(Optional<Path> config, Map<String, String> commandLine) {
        return SettingsReader.read(config, System.getenv(), commandLine);
    }
}
