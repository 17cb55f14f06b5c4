package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.app.settings.SettlementSettings;
import io.restante.local.Addresses;
import io.restante.local.FcmStandIn;
import io.restante.local.LocalBroker;
import io.restante.local.chain.ChainFaults;
import io.restante.local.chain.ChainStandIn;
import io.restante.local.chain.StandInServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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
    private final StandInServer standIns;

    /** Between one block of the chain stand-in and the next, where nothing else is said. */
    static final Duration BLOCK_INTERVAL = Duration.ofSeconds(2);

    /** The service that is there when none is set: the backend stand-in. */
    static final String ECHO = "echo";

    /**
     * Starts everything; what was started is closed again when something fails.
     *
     * @param given the settings; where the broker is, is put in here
     * @param kafkaPort 0 means any free one
     */
    public LocalProcess(Settings given, int kafkaPort) {
        this(given, kafkaPort, BLOCK_INTERVAL);
    }

    /**
     * Starts everything; what was started is closed again when something fails.
     *
     * @param blockInterval between one block of the chain stand-in and the next
     */
    LocalProcess(Settings given, int kafkaPort, Duration blockInterval) {
        requirePorts(given, kafkaPort);
        try {
            ChainFaults faults = new ChainFaults();
            standIns = parts.add(new StandInServer(faults));
            LocalBroker broker = parts.add(LocalBroker.start(given.data(), kafkaPort));
            this.firebase = parts.add(FcmStandIn.start(given.data().resolve("fcm")));
            this.settings = served(given.withBootstrapServers(broker.bootstrapServers()), standIns)
                    .withFcmStandIn(firebase.account(), firebase.address().toString());
            this.roles = parts.add(new RoleProcess(settings, ALL_ROLES, Optional.of(firebase::shown)));
            parts.add(new ChainStandIn(
                    KafkaClients.properties(settings), settings.topics().partitions(), blockInterval, faults));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** With the backend stand-in as the one service, where no other is set. */
    private static Settings served(Settings given, StandInServer standIns) {
        SettlementSettings settlement = given.settlement();
        return settlement.services().isEmpty()
                ? given.withSettlement(settlement.withServices(Map.of(ECHO, standIns.backend() + " 10")))
                : given;
    }

    /** Where the chain stand-in is told what is to go wrong. */
    public URI chainControl() {
        return standIns.chainControl();
    }

    /**
     * Returns when the ports that are named were free a moment ago.
     *
     * @throws StartException when one is not
     */
    static void requirePorts(Settings settings, int kafkaPort) {
        RoleProcess.requirePorts(settings, ALL_ROLES);
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
                settings.ops().tls().scheme(),
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
