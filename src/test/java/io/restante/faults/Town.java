package io.restante.faults;

import io.restante.gateway.access.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** A whole installation: brokers, topologies, settlement topologies, gateways, and the links between them. */
final class Town implements AutoCloseable {
    /** Whoever writes to the log and is no part of the installation. */
    static final String OUTSIDE = "outside";

    static final int PARTITIONS = 4;
    static final int INFLIGHT = 32;

    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    /** Times short enough for a run of minutes; what is said about them holds for longer ones too. */
    private static final Map<String, String> QUICKLY = Map.of(
            "topics.partitions", String.valueOf(PARTITIONS),
            "session.gatewayTimeout", "PT6S",
            "gateway.heartbeat", "PT1S",
            "gateway.pingInterval", "PT5S",
            "gateway.drain", "PT1S",
            "delivery.grace", "PT0.3S",
            "delivery.acknowledgementWait", "PT3S",
            "delivery.acknowledgementWaitMaximum", "PT6S",
            "delivery.maxAttempts", "0",
            "delivery.inflight", String.valueOf(INFLIGHT));

    /**
     * How large it is.
     *
     * @param patch a folder of classes that come before those of the product, in every topology and gateway; empty text for none
     */
    record Plan(int brokers, int topologies, int settlements, int gateways, String patch) {
        static final Plan WHOLE = new Plan(3, 2, 2, 3, "");
    }

    private final Path folder;
    private final List<BrokerPart> brokers = new ArrayList<>();
    private final List<RolePart> topologies = new ArrayList<>();
    private final List<RolePart> settlements = new ArrayList<>();
    private final List<RolePart> gateways = new ArrayList<>();
    private final ChainPart chain = new ChainPart();
    private final SigningKey key;

    /** Nothing runs yet. */
    Town(Path folder, Plan plan) {
        this.folder = folder;
        List<String> streams = names("s", plan.topologies());
        List<String> doors = names("g", plan.gateways());
        List<String> miners = names("x", plan.settlements());
        List<String> guests = Stream.of(streams, miners, doors, List.of(OUTSIDE))
                .flatMap(List::stream)
                .toList();
        IntStream.rangeClosed(1, plan.brokers())
                .forEach(node ->
                        brokers.add(new BrokerPart(node, made(folder.resolve(BrokerPart.NAME + node)), guests)));
        BrokerPart.found(brokers, Uuid.randomUuid().toString());
        Path keyFile = folder.resolve("key.json");
        SigningKey.ensure(keyFile);
        this.key = SigningKey.read(keyFile);
        Map<String, String> settings = new HashMap<>(QUICKLY);
        settings.putAll(chain.settings());
        settings.put("topics.replicationFactor", String.valueOf(plan.brokers()));
        String classes = plan.patch().isEmpty() ? Jvm.CLASSES : plan.patch() + ":" + Jvm.CLASSES;
        boolean disks = SmallDisk.available();
        for (String name : streams) {
            topologies.add(part(name, RolePart.Role.STREAMS, keyFile, settings, classes, disks && name.equals("s2")));
        }
        for (String name : miners) {
            settlements.add(part(name, RolePart.Role.SETTLEMENT, keyFile, settings, classes, false));
        }
        for (String name : doors) {
            gateways.add(part(name, RolePart.Role.GATEWAY, keyFile, settings, classes, false));
        }
    }

    private RolePart part(
            String name,
            RolePart.Role role,
            Path keyFile,
            Map<String, String> settings,
            String classes,
            boolean small) {
        return new RolePart(name, role, made(folder.resolve(name)), keyFile, settings, classes, linksOf(name), small);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> prefix + n).toList();
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }

    /** What leads a guest to the brokers. */
    List<Link> linksOf(String guest) {
        return brokers.stream().map(broker -> broker.linkOf(guest)).toList();
    }

    /** Brokers first, then topologies, then gateways; returns when each is ready. */
    void start() {
        for (List<? extends Part> floor : List.of(brokers, topologies, settlements, gateways)) {
            floor.forEach(Part::start);
            floor.forEach(this::awaitReady);
        }
        if (!settlements.isEmpty()) {
            chain.start(inside());
        }
    }

    /**
     * Returns when the part does its work. What an operator would do, this does: one that gave up is started again.
     *
     * @throws IllegalStateException when it does not even so
     */
    void awaitReady(Part part) {
        boolean ready = Patience.until(START_PATIENCE, () -> {
            if (!part.child().running()) {
                part.start();
            }
            return part.ready();
        });
        if (!ready) {
            throw new IllegalStateException(part.child() + " is not ready after " + START_PATIENCE.toSeconds()
                    + " s; what it says is in " + part.child().log());
        }
    }

    Path folder() {
        return folder;
    }

    List<BrokerPart> brokers() {
        return brokers;
    }

    List<RolePart> topologies() {
        return topologies;
    }

    /** Empty when no relays are served. */
    List<RolePart> settlements() {
        return settlements;
    }

    ChainPart chain() {
        return chain;
    }

    List<RolePart> gateways() {
        return gateways;
    }

    List<Part> parts() {
        return Stream.of(brokers, topologies, settlements, gateways)
                .<Part>flatMap(List::stream)
                .toList();
    }

    SigningKey key() {
        return key;
    }

    /** Brokers, as somebody sees them whom nothing is cut off from. */
    String inside() {
        return brokers.stream().map(BrokerPart::inside).collect(Collectors.joining(","));
    }

    /** Brokers, as writers from outside see them. */
    String outside() {
        return linksOf(OUTSIDE).stream().map(link -> "127.0.0.1:" + link.port()).collect(Collectors.joining(","));
    }

    /** Every process is gone when this returns. */
    @Override
    public void close() {
        chain.close();
        for (Part part : parts()) {
            part.towards().forEach(Link::close);
            part.stop();
        }
    }
}
