package io.restante.faults;

import io.restante.local.several.BrokerSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** One of several brokers, each a controller too, in a process of its own, with a way in for each of its guests. */
final class BrokerPart implements Part {
    /** What the name of each begins with. */
    static final String NAME = "broker-";

    private static final String CONTROLLER = "CONTROLLER";
    private static final String INSIDE = "INSIDE";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PATIENCE_MILLIS = 2_000;

    private final int node;
    private final Path folder;
    private final int controllerPort = Ports.free();
    private final int insidePort = Ports.free();
    private final Map<String, Integer> guestPorts = new LinkedHashMap<>();
    private final Map<String, Link> guests = new LinkedHashMap<>();
    private int starts;
    private @Nullable Child child;

    /** @param guests who comes in, each by a link of its own */
    BrokerPart(int node, Path folder, List<String> guests) {
        this.node = node;
        this.folder = folder;
        for (String guest : guests) {
            int port = Ports.free();
            guestPorts.put(guest, port);
            this.guests.put(guest, new Link(port));
        }
    }

    @Override
    public String name() {
        return NAME + node;
    }

    int node() {
        return node;
    }

    /** The way in for somebody whom nothing is cut off from. */
    String inside() {
        return LOOPBACK + ":" + insidePort;
    }

    Link linkOf(String guest) {
        Link link = guests.get(guest);
        if (link == null) {
            throw new IllegalArgumentException(guest + " is none of " + guests.keySet());
        }
        return link;
    }

    private String voter() {
        return node + "@" + LOOPBACK + ":" + controllerPort;
    }

    /** Writes down how each of them is set up, as brokers of one cluster. */
    static void found(List<BrokerPart> all, String clusterId) {
        String voters = all.stream().map(BrokerPart::voter).collect(Collectors.joining(","));
        all.forEach(each -> each.format(all.size(), voters, clusterId));
    }

    private void format(int brokers, String voters, String clusterId) {
        try {
            Files.createDirectories(data());
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(clusterId)
                    .setNodeId(node)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(data().toString())
                    .addDirectory(data().toString())
                    .run();
            Properties properties = new Properties();
            properties.putAll(BrokerSetup.of(brokers));
            properties.put("replica.lag.time.max.ms", "5000");
            properties.putAll(own(voters));
            try (OutputStream out = Files.newOutputStream(folder.resolve("server.properties"))) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of " + name() + " cannot be made", e);
        } catch (Exception e) {
            throw new IllegalStateException("The folder of " + name() + " cannot be formatted", e);
        }
    }

    private Map<String, String> own(String voters) {
        List<String> listeners = new ArrayList<>();
        List<String> advertised = new ArrayList<>();
        List<String> protocols = new ArrayList<>();
        listeners.add(INSIDE + "://" + inside());
        advertised.add(INSIDE + "://" + inside());
        listeners.add(CONTROLLER + "://" + LOOPBACK + ":" + controllerPort);
        protocols.add(INSIDE + ":PLAINTEXT");
        protocols.add(CONTROLLER + ":PLAINTEXT");
        guestPorts.forEach((guest, port) -> {
            listeners.add(listener(guest) + "://" + LOOPBACK + ":" + port);
            advertised.add(
                    listener(guest) + "://" + LOOPBACK + ":" + linkOf(guest).port());
            protocols.add(listener(guest) + ":PLAINTEXT");
        });
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", String.valueOf(node),
                "controller.quorum.voters", voters,
                "controller.listener.names", CONTROLLER,
                "inter.broker.listener.name", INSIDE,
                "listeners", String.join(",", listeners),
                "advertised.listeners", String.join(",", advertised),
                "listener.security.protocol.map", String.join(",", protocols),
                "log.dirs", data().toString());
    }

    private static String listener(String guest) {
        return "FOR_" + guest.replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Override
    public void start() {
        starts++;
        child = Child.start(
                name(),
                Jvm.command(
                        "300m",
                        Jvm.CLASSES,
                        List.of(
                                "kafka.Kafka",
                                folder.resolve("server.properties").toString())),
                Map.of(),
                folder.resolve("run-" + starts + ".log"));
    }

    @Override
    public Child child() {
        if (child == null) {
            throw new IllegalStateException(name() + " has not been started");
        }
        return child;
    }

    @Override
    public void stop() {
        if (child != null) {
            child.kill();
        }
    }

    /** Whether the cluster, asked through this broker, counts it among those that serve. */
    @Override
    public boolean ready() {
        if (!child().running() || !listening()) {
            return false;
        }
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                inside(),
                "request.timeout.ms",
                PATIENCE_MILLIS,
                "default.api.timeout.ms",
                PATIENCE_MILLIS);
        try (Admin admin = Admin.create(client)) {
            return admin.describeCluster().nodes().get().stream().anyMatch(each -> each.id() == node);
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name() + " was asked", e);
        }
    }

    private boolean listening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), insidePort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<Link> toBrokers() {
        return List.of();
    }

    @Override
    public List<Link> towards() {
        return List.copyOf(guests.values());
    }
}
