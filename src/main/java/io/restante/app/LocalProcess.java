package io.restante.app;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.app.ops.OpsAddress;
import io.restante.app.ops.OpsServer;
import io.restante.app.ops.OpsSources;
import io.restante.app.ops.ReadinessCheck;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.contract.JsonText;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.gateway.access.SigningKey;
import io.restante.local.Addresses;
import io.restante.local.LocalBroker;
import io.restante.topology.TopologyRenderer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** Everything in one process: broker, topology, gateway and operations port. */
public final class LocalProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final LocalBroker broker;
    private final DeliveryApplication delivery;
    private final GatewayServer gateway;
    private final OpsServer ops;

    /**
     * Starts everything; what was started is closed again when something fails.
     *
     * @param given the settings; where the broker is, is put in here
     * @param kafkaPort 0 means any free one
     */
    public LocalProcess(Settings given, int kafkaPort) {
        try {
            ensureKey(given);
            this.broker = part(LocalBroker.start(given.data(), kafkaPort));
            this.settings = given.withBootstrapServers(broker.bootstrapServers());
            makeTopics(settings);
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ClassLoaderMetrics().bindTo(registry);
            this.delivery = part(DeliveryApplication.start(settings, registry));
            this.gateway = part(GatewayServer.start(settings, delivery.queries()));
            this.ops = part(OpsServer.start(
                    new OpsAddress(settings.ops().host(), settings.ops().port()),
                    new OpsSources(
                            readiness(), registry, new TopologyRenderer(delivery.description()), this::cluster)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T part(T started) {
        parts.push(started);
        return started;
    }

    /** Tokens are made with it; one that is set is not ours to make. */
    private static void ensureKey(Settings settings) {
        if (settings.auth().key().isEmpty()) {
            SigningKey.ensure(settings.keyFile());
        }
    }

    private static void makeTopics(Settings settings) {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        topics.add(Topics.live(settings.gateway().id()));
        try (Admin admin = KafkaClients.admin(settings)) {
            new TopicAdmin(admin, settings).ensure(topics);
        }
    }

    private List<ReadinessCheck> readiness() {
        return List.of(
                new ReadinessCheck(
                        "topology",
                        () -> delivery.ready()
                                ? Optional.empty()
                                : Optional.of("The topology is " + delivery.state()
                                        + "; its partitions have caught up: " + delivery.partitions())),
                new ReadinessCheck(
                        "gateway",
                        () -> gateway.announced().isDone()
                                        && !gateway.announced().isCompletedExceptionally()
                                ? Optional.empty()
                                : Optional.of("The gateway has not been announced to every partition yet.")));
    }

    private String cluster() {
        byte[] json = JsonText.object(out -> out.put("state", delivery.state().name())
                .putObjects("partitions", List.copyOf(delivery.partitions().entrySet()), (each, partition) -> each.put(
                                "partition", partition.getKey())
                        .put("caught_up", partition.getValue())));
        return new String(json, StandardCharsets.UTF_8);
    }

    /**
     * Returns when messages flow.
     *
     * @throws StartException when they do not within a minute
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        while (!readiness().stream().allMatch(check -> check.trouble().get().isEmpty())) {
            if (System.nanoTime() > deadline) {
                throw new StartException("Not ready after " + START_PATIENCE.toSeconds() + " s: "
                        + readiness().stream()
                                .flatMap(check -> check.trouble().get().stream())
                                .collect(Collectors.joining(" ")));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Where it is reached. */
    public Addresses addresses() {
        return Addresses.of(
                broker.bootstrapServers(),
                settings.gateway().host(),
                gateway.port(),
                settings.ops().host(),
                ops.port());
    }

    /** Closes the parts, the last started first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(LocalProcess.class)
                        .warn("{} did not close in order", part.getClass().getSimpleName(), e);
            }
        }
    }

    /** The settings of a local run, with what was given on the command line. */
    public static Settings settings(Optional<java.nio.file.Path> config, Map<String, String> commandLine) {
        return SettingsReader.read(config, System.getenv(), commandLine);
    }
}
