package io.restante.local.several;

import io.restante.local.Addresses;
import io.restante.local.FcmStandIn;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The installation, running: brokers first, then a topology, which makes the topics, then all others. It ends in the other order. */
public final class SeveralProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BROKER_HEAP = "384m";
    private static final String ROLE_HEAP = "384m";

    /** The last line of what a role says of itself when it is ready. */
    private static final String ROLE_READY = "  data  ";

    private final Class<?> main;
    private final Plan plan;
    private final Consumer<String> out;
    private final Brokers onDisk;
    private final FcmStandIn firebase;
    private final List<Child> brokers = new ArrayList<>();
    private final List<Child> streams = new ArrayList<>();
    private final List<Child> gateways = new ArrayList<>();
    private final List<Child> push = new ArrayList<>();

    /**
     * A process of it, for whoever wants to look at one or end it.
     *
     * @param address where it is reached
     */
    public record Running(String name, long pid, String address) {}

    /**
     * Starts nothing yet but what stands in for Firebase.
     *
     * @param main the class whose {@code main} understands the command {@code run}
     * @param out where lines go that are meant for people
     */
    public SeveralProcesses(Class<?> main, Plan plan, Consumer<String> out) {
        this.main = main;
        this.plan = plan;
        this.out = out;
        this.onDisk = Brokers.in(plan.data(), plan.brokers(), plan.kafkaPort());
        this.firebase = FcmStandIn.start(plan.data().resolve("fcm"));
    }

    /** Returns when every process is ready. */
    public void start() {
        IntStream.rangeClosed(1, plan.brokers()).forEach(node -> add(brokers, broker(node)));
        brokers.forEach(each -> each.awaitReady(PATIENCE));
        add(streams, topology(1));
        streams.getFirst().awaitReady(PATIENCE);
        IntStream.rangeClosed(2, plan.streams()).forEach(n -> add(streams, topology(n)));
        IntStream.rangeClosed(1, plan.gateways()).forEach(n -> add(gateways, gateway(n)));
        add(push, pushWorker());
        all().forEach(each -> each.awaitReady(PATIENCE));
    }

    private synchronized void add(List<Child> floor, Child child) {
        floor.add(child);
    }

    private Child broker(int node) {
        return Child.start(
                "broker-" + node,
                BROKER_HEAP,
                BrokerChild.class.getName(),
                List.of(onDisk.propertiesOf(node).toString()),
                BrokerChild.READY::equals,
                out);
    }

    private Child topology(int n) {
        String name = "streams-" + n;
        List<String> words = new ArrayList<>(List.of("--set", "streams.instanceId=" + name));
        if (plan.streams() > 1) {
            words.addAll(List.of("--set", "streams.standbyReplicas=1"));
        }
        return role("streams", name, n == 1 ? plan.opsPort() : 0, words);
    }

    private Child gateway(int n) {
        String name = "gateway-" + n;
        return role(
                "gateway",
                name,
                0,
                List.of("--port", String.valueOf(n == 1 ? plan.port() : 0), "--set", "gateway.id=" + name));
    }

    private Child pushWorker() {
        return role(
                "push",
                "push",
                0,
                List.of(
                        "--set",
                        "push.fcm.credentials=" + firebase.account(),
                        "--set",
                        "push.fcm.endpoint=" + firebase.address()));
    }

    private Child role(String role, String name, int opsPort, List<String> more) {
        List<String> words = new ArrayList<>(List.of("run", "--roles", role, "--until-input-ends"));
        words.addAll(List.of("--bootstrap-servers", onDisk.bootstrapServers()));
        words.addAll(List.of("--data", plan.data().resolve(name).toString()));
        words.addAll(List.of("--key", plan.key().toString()));
        words.addAll(List.of("--ops-port", String.valueOf(opsPort)));
        words.addAll(List.of("--set", "topics.replicationFactor=" + plan.copies()));
        words.addAll(more);
        words.addAll(plan.settings());
        return Child.start(name, ROLE_HEAP, main.getName(), words, line -> line.startsWith(ROLE_READY), out);
    }

    private synchronized List<Child> all() {
        List<Child> all = new ArrayList<>(brokers);
        all.addAll(streams);
        all.addAll(gateways);
        all.addAll(push);
        return all;
    }

    /** Its processes, brokers first. */
    public List<Running> running() {
        List<Running> running = new ArrayList<>();
        for (int n = 0; n < brokers.size(); n++) {
            Child broker = brokers.get(n);
            running.add(new Running(broker.name(), broker.pid(), onDisk.addressOf(n + 1)));
        }
        all().stream()
                .skip(brokers.size())
                .forEach(each -> running.add(new Running(
                        each.name(),
                        each.pid(),
                        each.address("gateway")
                                .or(() -> each.address("operations"))
                                .orElse(""))));
        return running;
    }

    /** Where it is reached: every broker, the first gateway, the first topology's operations port. */
    public Addresses addresses() {
        return new Addresses(
                onDisk.bootstrapServers(),
                URI.create(address(gateways.getFirst(), "gateway")),
                URI.create(address(streams.getFirst(), "operations")));
    }

    private static String address(Child child, String word) {
        Optional<String> address = child.address(word);
        return address.orElseThrow(() -> new IllegalStateException(child.name() + " said no address of its " + word));
    }

    /** What stands in for Firebase. */
    public FcmStandIn firebase() {
        return firebase;
    }

    /** Every gateway sends its clients away and ends. */
    public void drain() {
        end(gateways);
    }

    private void end(List<Child> floor) {
        List<Child> there;
        synchronized (this) {
            there = List.copyOf(floor);
        }
        there.stream().filter(Child::running).forEach(Child::terminate);
        there.forEach(Child::awaitEnd);
    }

    /** Gateways, the push worker, topologies, brokers; each floor is gone before the next is told. */
    @Override
    public void close() {
        List.of(gateways, push, streams, brokers).forEach(this::end);
        firebase.close();
    }
}
