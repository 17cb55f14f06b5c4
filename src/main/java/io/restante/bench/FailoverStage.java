package io.restante.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.contract.Topics;
import io.restante.gateway.access.SigningKey;
import io.restante.local.Addresses;
import io.restante.local.LocalBroker;
import io.restante.local.demo.LocalChild;
import io.restante.local.demo.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A broker here, and two instances and a gateway in processes of their own, which can be killed and started again. */
final class FailoverStage implements AutoCloseable {
    private static final int INSTANCES = 2;
    private static final Duration SHARED = Duration.ofMinutes(5);
    private static final String HERE = "127.0.0.1";

    private final Terms terms;
    private final Parts parts = new Parts();
    private final Path folder;
    private final Addresses brokers;
    private final Installation installation;
    private final List<LocalChild> instances = new ArrayList<>();
    private LocalChild gateway;

    FailoverStage(Terms terms) {
        this.terms = terms;
        // Whoever ends a benchmark early ends its processes too.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "failover-stop"));
        try {
            this.folder = parts.add(Scratch.in(terms.data().toAbsolutePath())).folder();
            LocalBroker broker = parts.add(LocalBroker.start(folder.resolve("broker"), 0));
            // Nobody beside asks for more than the brokers.
            this.brokers = Addresses.of(broker.bootstrapServers(), "http", HERE, 0, "http", HERE, 0);
            this.installation = terms.installations().at(broker.bootstrapServers(), folder);
            installation.makeTopics(Topics.ALL);
            installation.makeTopics(List.of(Workbench.LIVE));
            SigningKey.ensure(key());
            for (int number = 0; number < INSTANCES; number++) {
                instances.add(startInstance(number));
            }
            this.gateway = startGateway();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Path key() {
        return folder.resolve("key.json");
    }

    private LocalChild startInstance(int number) {
        return parts.add(terms.processes().instance(folder.resolve("instance-" + number), brokers, key()));
    }

    private LocalChild startGateway() {
        return parts.add(terms.processes().gateway(folder.resolve("gateway"), brokers, key(), LocalChild.JVM));
    }

    Installation installation() {
        return installation;
    }

    LocalChild gateway() {
        return gateway;
    }

    /** Returns when the instances share the partitions and have caught up on each: after one came back, that takes a rebalance or two. */
    void awaitShared() {
        try (Parts asked = new Parts()) {
            List<RestClient> operations = instances.stream()
                    .map(each -> asked.add(new RestClient(each.addresses().operations())))
                    .toList();
            Patience.until("the instances share the work", SHARED, () -> {
                List<Integer> held =
                        operations.stream().map(FailoverStage::caughtUp).toList();
                return held.stream().mapToInt(Integer::intValue).sum() == installation.partitions()
                        && held.stream().allMatch(each -> each >= installation.partitions() / INSTANCES);
            });
        }
    }

    private static int caughtUp(RestClient operations) {
        int held = 0;
        for (JsonNode partition : operations.field("/cluster", "partitions")) {
            if (partition.path("caught_up").booleanValue()) {
                held++;
            }
        }
        return held;
    }

    /** The first; the other one has been at work since the beginning. */
    void killInstance() {
        instances.getFirst().kill();
    }

    /** On the data it had; ready when this returns. */
    void startInstanceAgain() {
        instances.set(0, startInstance(0));
    }

    void killGateway() {
        gateway.kill();
    }

    void startGatewayAgain() {
        gateway = startGateway();
    }

    /** Lets its bearer into every group. */
    String token() {
        return AgentToken.signedWith(key());
    }

    @Override
    public void close() {
        parts.close();
    }
}
