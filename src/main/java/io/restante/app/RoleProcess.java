package io.restante.app;

import io.javalin.config.JettyConfig;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.app.console.ConsoleSources;
import io.restante.app.console.Pulse;
import io.restante.app.instances.HolderNotes;
import io.restante.app.instances.HttpLine;
import io.restante.app.instances.NotedHolders;
import io.restante.app.ops.HealthCheck;
import io.restante.app.ops.OpsAddress;
import io.restante.app.ops.OpsServer;
import io.restante.app.ops.OpsSources;
import io.restante.app.ops.Questions;
import io.restante.app.settings.OpsSettings;
import io.restante.app.settings.Settings;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.access.SigningKey;
import io.restante.push.sender.PushSender;
import io.restante.query.GroupQueries;
import io.restante.query.MailboxQueries;
import io.restante.query.StaleQueries;
import io.restante.query.UnavailableException;
import io.restante.query.routed.Answering;
import io.restante.query.routed.Answering.Permit;
import io.restante.query.routed.Holders;
import io.restante.query.routed.Instances;
import io.restante.query.routed.RoutedGroupQueries;
import io.restante.query.routed.RoutedQueries;
import io.restante.query.routed.RoutedRelaySessionQueries;
import io.restante.query.routed.RoutedStaleQueries;
import io.restante.topology.TopologyRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A process of an installation: it does the roles it was given, and has an operations port, which is open from its start to its end. Processes
 * of one installation share the brokers and nothing else.
 */
final class RoleProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Parts parts = new Parts();
    private final Set<Role> roles;
    private final Optional<Supplier<byte[]>> pushed;
    private final Settings settings;
    private final InternalAccess internal;
    private final OpsServer ops;
    private final PrometheusMeterRegistry registry;
    private volatile Started started = Started.NOTHING;
    private volatile boolean draining;

    /** Starts the roles; what was started is closed again when something fails. */
    RoleProcess(Settings given, Set<Role> roles) {
        this(given, roles, Optional.empty());
    }

    /** @param pushed what the stand-in for Firebase of a local run got, as JSON */
    RoleProcess(Settings given, Set<Role> roles, Optional<Supplier<byte[]>> pushed) {
        this.roles = Set.copyOf(roles);
        this.pushed = pushed;
        try {
            OpenInstallation.requireAllowed(given, roles);
            requirePorts(given, roles);
            ensureKey(given);
            this.internal = new InternalAccess(given);
            this.registry = registry();
            this.ops = parts.add(OpsServer.start(
                    new OpsAddress(given.ops().host(), given.ops().port()),
                    sources(),
                    jetty -> encrypted(jetty, given.ops())));
            this.settings = given.withApplicationServer(InstanceAddress.of(given, ops.port()));
            makeTopics();
            if (roles.contains(Role.PUSH)) {
                PushSender push = parts.add(PushRole.start(settings, registry));
                started = started.with(push);
            }
            if (roles.contains(Role.STREAMS)) {
                DeliveryApplication delivery = parts.add(DeliveryApplication.start(settings, registry));
                started = started.with(delivery);
            }
            if (roles.contains(Role.SETTLEMENT)) {
                SettlementApplication settlement = parts.add(SettlementApplication.start(settings, registry));
                started = started.with(settlement);
            }
            if (roles.contains(Role.GATEWAY)) {
                startGateway();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Returns when the ports that are named were free a moment ago, and what they are to be encrypted with can be used.
     *
     * @throws StartException when one is not, or cannot
     */
    static void requirePorts(Settings settings, Set<Role> roles) {
        var unusedOps = TlsPort.of(settings.ops().tls());
        if (roles.contains(Role.GATEWAY)) {
            var unusedGateway = TlsPort.of(settings.gateway().tls());
            FreePort.require(
                    "The gateway's",
                    settings.gateway().host(),
                    settings.gateway().port(),
                    "--port");
        }
        FreePort.require("The operations", settings.ops().host(), settings.ops().port(), "--ops-port");
    }

    /** A process that holds stores makes the key that is not there; one that is set is not ours to make. */
    private void ensureKey(Settings given) {
        if (roles.contains(Role.STREAMS) && given.auth().key().isEmpty()) {
            SigningKey.ensure(given.keyFile());
        }
    }

    private static void encrypted(JettyConfig jetty, OpsSettings ops) {
        TlsPort.of(ops.tls()).ifPresent(port -> port.open(jetty, ops.host(), ops.port()));
    }

    private PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        parts.add(new JvmGcMetrics()).bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        return registry;
    }

    private OpsSources sources() {
        Optional<Questions> questions = roles.contains(Role.STREAMS) || roles.contains(Role.SETTLEMENT)
                ? Optional.of(this::answer)
                : Optional.empty();
        TopologyRenderer topology = new TopologyRenderer(TopologyCommand.description());
        return new OpsSources(
                liveness(),
                readiness(),
                registry,
                topology,
                new TopologyRenderer(TopologyCommand.settlement()),
                this::cluster,
                console(topology),
                questions,
                pushed);
    }

    private ConsoleSources console(TopologyRenderer topology) {
        Instant since = Instant.now();
        ConsoleState state = new ConsoleState(registry, parts.add(new Pulse(registry)), readiness());
        return new ConsoleSources(
                () -> state.json(facts(since), started.delivery()),
                state::past,
                topology.overview(),
                () -> started.gateway().map(GatewayServer::deadLetters),
                () -> started.gateway().map(GatewayServer::mailboxes),
                () -> started.gateway().map(GatewayServer::access).orElseThrow());
    }

    private ConsoleState.Facts facts(Instant since) {
        Optional<GatewayServer> gateway = started.gateway();
        return new ConsoleState.Facts(
                started.delivery().flatMap(each -> settings.streams().applicationServer()),
                gateway.map(each -> settings.gateway().tls().scheme() + "://"
                        + settings.gateway().host() + ":" + each.port()),
                gateway.filter(each -> !each.access().open()).isPresent(),
                since,
                Version.text());
    }

    private void makeTopics() {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        if (roles.contains(Role.GATEWAY)) {
            topics.add(Topics.live(settings.gateway().id()));
        }
        try (Admin admin = KafkaClients.admin(settings)) {
            new TopicAdmin(admin, settings).ensure(topics);
        }
    }

    private void startGateway() {
        Optional<DeliveryApplication> delivery = started.delivery();
        Admin admin = KafkaClients.admin(settings);
        parts.add(() -> KafkaClients.close(admin));
        HttpLine line = parts.add(
                new HttpLine(internal::token, PeerTrust.of(settings.ops().tls())));
        String application = settings.streams().applicationId();
        Holders holders = new NotedHolders(admin, HolderNotes.holders(application));
        Holders standbys = new NotedHolders(admin, HolderNotes.standbys(application));
        Instances instances = instances(holders, line);
        MailboxQueries queries = new RoutedQueries(
                delivery.map(stores -> new RoutedQueries.Here(stores.queries(), stores::holds)), instances);
        GroupQueries groups = new RoutedGroupQueries(
                delivery.map(stores -> new RoutedGroupQueries.Here(stores.groupQueries(), stores::holds)), instances);
        StaleQueries stale = new RoutedStaleQueries(
                queries, groups, delivery.map(DeliveryApplication::staleQueries), instances(standbys, line));
        GatewayServer gateway =
                parts.add(GatewayServer.start(settings, queries, groups, stale, relaySessions(admin, line), registry));
        started = started.with(gateway, holders);
    }

    private Instances instances(Holders holders, HttpLine line) {
        return new Instances(
                holders,
                line,
                settings.topics().partitions(),
                settings.gateway().replyTimeout());
    }

    private RoutedRelaySessionQueries relaySessions(Admin admin, HttpLine line) {
        Instances instances = instances(
                new NotedHolders(admin, HolderNotes.holders(SettlementApplication.applicationId(settings))), line);
        return new RoutedRelaySessionQueries(
                started.settlement().map(stores -> new RoutedRelaySessionQueries.Here(stores.queries(), stores::holds)),
                instances);
    }

    private byte[] answer(byte[] question, Optional<String> token) throws AccessException, MalformedException {
        Caller asker = internal.caller(token);
        Started now = started;
        return new Answering(
                        now.delivery().map(DeliveryApplication::queries),
                        now.delivery().map(DeliveryApplication::groupQueries),
                        now.delivery().map(DeliveryApplication::staleQueries),
                        now.settlement().map(SettlementApplication::queries))
                .answer(question, permitted(asker));
    }

    private static Permit permitted(Caller asker) {
        return new Permit() {
            @Override
            public void mailbox(MailboxId mailbox) {
                asker.require(mailbox);
            }

            @Override
            public void group(GroupId group) {
                asker.requireRead(group);
            }
        };
    }

    private List<HealthCheck> liveness() {
        return List.of(
                new HealthCheck("topology", () -> started.delivery().flatMap(DeliveryApplication::death)),
                new HealthCheck("settlement", () -> started.settlement().flatMap(SettlementApplication::death)));
    }

    private List<HealthCheck> readiness() {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(new HealthCheck(
                "shutdown", () -> draining ? Optional.of("The process is shutting down.") : Optional.empty()));
        if (roles.contains(Role.STREAMS)) {
            checks.add(new HealthCheck("topology", () -> started.delivery()
                    .map(DeliveryApplication::trouble)
                    .orElseGet(() -> Optional.of("The topology has not been started yet."))));
            checks.add(
                    new HealthCheck("threads", () -> started.delivery().flatMap(DeliveryApplication::threadTrouble)));
            checks.add(new HealthCheck("stores", () -> started.delivery().flatMap(DeliveryApplication::storeTrouble)));
        }
        if (roles.contains(Role.SETTLEMENT)) {
            checks.add(new HealthCheck("settlement", () -> started.settlement()
                    .map(SettlementApplication::trouble)
                    .orElseGet(() -> Optional.of("The settlement topology has not been started yet."))));
        }
        if (roles.contains(Role.GATEWAY)) {
            checks.add(new HealthCheck(
                    "gateway",
                    () -> started.gateway()
                                    .map(GatewayServer::announced)
                                    .filter(RoleProcess::done)
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of("The gateway has not been announced to every partition yet.")));
        }
        if (roles.contains(Role.PUSH)) {
            checks.add(HealthCheck.notice("push-fcm", () -> PushRole.notice(started.push(), "fcm")));
            checks.add(HealthCheck.notice("push-webhook", () -> PushRole.notice(started.push(), "webhook")));
        }
        if (roles.contains(Role.GATEWAY) && !roles.contains(Role.STREAMS)) {
            checks.add(new HealthCheck("holders", this::storesTrouble));
        }
        return checks;
    }

    /** A process without stores can answer once it knows whom to ask. */
    private Optional<String> storesTrouble() {
        Predicate<Holders> everyOne =
                holders -> IntStream.range(0, settings.topics().partitions())
                        .allMatch(partition -> holders.holding(partition).isPresent());
        try {
            return started.holders().filter(everyOne).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            "Which instance of the topology holds each partition is not known yet; is one running?");
        } catch (UnavailableException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static boolean done(CompletableFuture<Void> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    private String cluster() {
        Started now = started;
        return ClusterReport.of(
                now.delivery().flatMap(each -> settings.streams().applicationServer()), now.delivery());
    }

    /**
     * Returns when messages flow.
     *
     * @throws StartException when they do not within a minute
     */
    void awaitReady() {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        List<HealthCheck> checks = readiness();
        while (!checks.stream()
                .allMatch(check -> !check.required() || check.trouble().get().isEmpty())) {
            if (System.nanoTime() > deadline) {
                throw new StartException("Not ready after " + START_PATIENCE.toSeconds() + " s: "
                        + checks.stream()
                                .flatMap(check -> check.trouble().get().stream())
                                .collect(Collectors.joining(" ")));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** The port on which clients are served; empty in a process without a gateway. */
    Optional<Integer> gatewayPort() {
        return started.gateway().map(GatewayServer::port);
    }

    /** The routes of its gateway; none in a process without one. */
    Set<String> routes() {
        return started.gateway().map(GatewayServer::routes).orElseGet(Set::of);
    }

    int opsPort() {
        return ops.port();
    }

    /** Sends every client away. Readiness says so meanwhile, so that no new ones are sent here. */
    void drain() {
        draining = true;
        started.gateway().ifPresent(GatewayServer::drain);
    }

    @Override
    public void close() {
        parts.close();
    }
}
