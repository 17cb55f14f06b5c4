package io.restante.app;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import io.restante.app.metrics.GatewayMeters;
import io.restante.app.settings.GatewaySettings;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettlementSettings;
import io.restante.gateway.Access;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.QuotaAwareMailboxes;
import io.restante.gateway.live.LiveGateway;
import io.restante.gateway.live.LiveGatewaySettings;
import io.restante.gateway.presence.PresenceGateway;
import io.restante.gateway.presence.PresenceRules;
import io.restante.gateway.relay.RelayGateway;
import io.restante.gateway.relay.RelayKey;
import io.restante.gateway.relay.RelayRules;
import io.restante.gateway.rest.DoorRules;
import io.restante.gateway.rest.GroupGateway;
import io.restante.gateway.rest.RestGateway;
import io.restante.gateway.rest.RestRules;
import io.restante.gateway.rest.SenderRules;
import io.restante.gateway.rpc.RpcGateway;
import io.restante.gateway.rpc.RpcRules;
import io.restante.query.DeadLetters;
import io.restante.query.GroupQueries;
import io.restante.query.KafkaDeadLetters;
import io.restante.query.KafkaTimelines;
import io.restante.query.MailboxQueries;
import io.restante.query.RelaySessionQueries;
import io.restante.query.StaleQueries;
import io.restante.query.Timelines;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway of this process: its Kafka side, and one port on which clients speak REST, JSON-RPC and the presence protocol. */
final class GatewayServer implements AutoCloseable {
    /** Room for the key and headers around a frame's message. */
    private static final int ENVELOPE = 64 << 10;

    /** An event stream whose client is gone is noticed by writing to it; until then messages are handed out to nobody. */
    private static final Duration STREAM_KEEP_ALIVE = Duration.ofSeconds(5);

    /** How long one look into the past may take. */
    private static final Duration HISTORY_PATIENCE = Duration.ofSeconds(10);

    /** How long the drain waits for the end of the last client's sessions. */
    private static final Duration AFTER_THE_LAST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final LiveGateway live;
    private final Mailboxes mailboxes;
    private final DeadLetters deadLetters;
    private final Access access;
    private final RpcGateway rpc;
    private final RestGateway rest;
    private final PresenceGateway presence;
    private final RelayGateway relays;
    private final Duration drain;
    private final Javalin server;
    private final CompletableFuture<Void> announced;

    private GatewayServer(
            Settings settings,
            MailboxQueries queries,
            GroupQueries groupQueries,
            StaleQueries stale,
            RelaySessionQueries relaySessions,
            MeterRegistry registry) {
        GatewayMeters meters = new GatewayMeters(registry);
        GatewaySettings gateway = settings.gateway();
        // What can be refused is read first: what comes after it is open, and would stay so.
        this.access = GatewayAccess.of(settings);
        RelayKey relayKey = RelayKey.ofFile(settings.supplierKeyFile());
        Optional<TlsPort> tls = TlsPort.of(gateway.tls());
        this.live = new LiveGateway(new LiveGatewaySettings(
                gateway.id(),
                KafkaClients.properties(settings),
                settings.topics().partitions(),
                gateway.replyTimeout(),
                gateway.heartbeat(),
                gateway.frameLimit() + ENVELOPE));
        this.mailboxes =
                new QuotaAwareMailboxes(live.mailboxes(), queries, settings.mailbox(), Thread::startVirtualThread);
        this.drain = gateway.drain();
        this.rpc = new RpcGateway(mailboxes, live.sessions(), queries, access, rpcRules(settings), meters);
        Timelines timelines = new KafkaTimelines(KafkaClients.properties(settings), HISTORY_PATIENCE);
        RestRules restRules = restRules(settings);
        this.deadLetters = new KafkaDeadLetters(KafkaClients.properties(settings), HISTORY_PATIENCE);
        this.rest = new RestGateway(
                mailboxes, live.sessions(), queries, stale, timelines, deadLetters, live.log(), access, restRules);
        this.presence = new PresenceGateway(live.agentSessions(), access, presenceRules(gateway));
        GroupGateway groups = new GroupGateway(groupQueries, stale, timelines, live.log(), access, restRules);
        this.relays = new RelayGateway(relayKey, relayRules(settings), relaySessions, live.log());
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.requestLogger.http(meters::answered);
            tls.ifPresent(port -> port.open(config.jetty, gateway.host(), gateway.port()));
            rest.register(config);
            groups.register(config);
            rpc.register(config);
            presence.register(config);
            relays.register(config);
            rest.complete(config);
        });
        meters.sockets("json-rpc", rpc::size);
        meters.sockets("presence", presence::size);
        meters.sockets("event-stream", rest::size);
        meters.relays(relays::waiting, settings.settlement().outbox(), relays::recorded);
        meters.sessions("mailbox", live::mailboxSessions);
        meters.sessions("agent", live::agentsSessions);
        this.announced = live.start();
    }

    private static RestRules restRules(Settings settings) {
        GatewaySettings gateway = settings.gateway();
        return new RestRules(
                gateway.frameLimit(),
                settings.mailbox().pageMaximum(),
                STREAM_KEEP_ALIVE,
                gateway.outboundLimit(),
                new DoorRules(
                        gateway.http().origins(),
                        gateway.http().requestsPerSecond(),
                        gateway.http().streamsPerCaller(),
                        gateway.tls().on(),
                        new SenderRules(
                                gateway.http().headTimeout(), gateway.http().minimumRate())));
    }

    private static RelayRules relayRules(Settings settings) {
        SettlementSettings settlement = settings.settlement();
        Map<String, RelayRules.Service> services = new HashMap<>();
        settlement
                .served()
                .forEach((name, service) ->
                        services.put(name, new RelayRules.Service(service.backend(), service.units())));
        return new RelayRules(
                settlement.chain(),
                services,
                settlement.outbox(),
                settlement.budget(),
                settlement.relayLimit(),
                settlement.backendTimeout());
    }

    private static RpcRules rpcRules(Settings settings) {
        GatewaySettings gateway = settings.gateway();
        return new RpcRules(
                gateway.frameLimit(),
                gateway.outboundLimit(),
                RpcRules.DEFAULTS.pipelined(),
                gateway.pingInterval(),
                gateway.pongTimeout(),
                gateway.replyTimeout(),
                settings.delivery().acknowledgementWait());
    }

    private static PresenceRules presenceRules(GatewaySettings gateway) {
        return new PresenceRules(
                gateway.authenticationTimeout(),
                gateway.pingInterval(),
                gateway.pongTimeout(),
                PresenceRules.DEFAULTS.frameLimit(),
                gateway.outboundLimit());
    }

    /** @throws StartException when the port cannot be opened */
    static GatewayServer start(
            Settings settings,
            MailboxQueries queries,
            GroupQueries groups,
            StaleQueries stale,
            RelaySessionQueries relaySessions,
            MeterRegistry registry) {
        GatewayServer gateway = new GatewayServer(settings, queries, groups, stale, relaySessions, registry);
        try {
            gateway.server.start(settings.gateway().host(), settings.gateway().port());
            return gateway;
        } catch (JavalinBindException e) {
            gateway.close();
            throw new StartException(
                    "The gateway's port " + settings.gateway().port() + " of "
                            + settings.gateway().host()
                            + " cannot be opened: it is taken or not allowed. Choose another one with --port; 0 means any free one.",
                    e);
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    /** The routes it answers, each a method and a path as it was declared. */
    Set<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(each -> each.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toSet());
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Who may come in. */
    Access access() {
        return access;
    }

    /** Completes when sessions can be opened. */
    CompletableFuture<Void> announced() {
        return announced;
    }

    /** Sends every client away, as the drain says; returns when nobody is left, or the drain is over. */
    void drain() {
        live.drain();
        try {
            CompletableFuture.allOf(rpc.drain(drain), rest.drain(drain), presence.drain(drain))
                    .orTimeout(drain.plus(AFTER_THE_LAST).toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            LOG.warn("Some clients were still there when the drain was over", e);
        }
    }

    /** Ends the relays that are being served and the sessions that are left, then the gateway's Kafka side, then what is still open. */
    @Override
    public void close() {
        relays.close();
        rpc.close();
        rest.close();
        presence.close();
        live.close();
        server.stop();
    }
}
