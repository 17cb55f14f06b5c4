package io.restante.local.several;

import io.restante.app.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** The brokers of the installation on disk: a folder and a file of properties for each, as nodes of one cluster, each a controller too. */
final class Brokers {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String CLIENTS = "PLAINTEXT";
    private static final String FORMATTED = "meta.properties";

    private final Path data;
    private final int count;
    private final List<Integer> clientPorts;
    private final List<Integer> controllerPorts;

    private Brokers(Path data, int count, List<Integer> ports) {
        this.data = data;
        this.count = count;
        this.clientPorts = ports.subList(0, count);
        this.controllerPorts = ports.subList(count, 2 * count);
    }

    /**
     * The brokers on the folder, made where they were missing.
     *
     * @param kafkaPort of the first one; the others take any free port
     * @throws StartException when the folder holds another number of them, or cannot be used
     */
    static Brokers in(Path data, int count, int kafkaPort) {
        Brokers brokers = new Brokers(data, count, ports(2 * count, kafkaPort));
        try {
            brokers.prepare();
            return brokers;
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + data + " cannot hold the brokers (" + e
                            + "). Give this user the right to read and write it, or choose another folder with --data.",
                    e);
        }
    }

    /** So many ports that were free a moment ago, all different. */
    private static List<Integer> ports(int count, int first) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int n = 0; n < count; n++) {
                ServerSocket socket = new ServerSocket();
                held.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), n == 0 ? first : 0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new StartException(
                    "A broker's port cannot be opened (" + e.getMessage()
                            + "). Choose another one with --kafka-port; 0 means any free one.",
                    e);
        } finally {
            held.forEach(Brokers::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StartException("A port that was tried cannot be closed: " + e.getMessage(), e);
        }
    }

    private void prepare() throws IOException {
        List<Path> formatted = new ArrayList<>();
        Files.createDirectories(data);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(data, "broker-*")) {
            folders.forEach(each -> {
                if (Files.exists(each.resolve(FORMATTED))) {
                    formatted.add(each);
                }
            });
        }
        if (!formatted.isEmpty() && formatted.size() != count) {
            throw new StartException("The data folder " + data + " is that of " + formatted.size()
                    + " brokers, --brokers says " + count
                    + ". Start as many as there were, begin anew with --fresh, or choose another folder with --data.");
        }
        if (formatted.isEmpty()) {
            String cluster = Uuid.randomUuid().toString();
            for (int node = 1; node <= count; node++) {
                format(node, cluster);
            }
        }
        for (int node = 1; node <= count; node++) {
            Properties properties = new Properties();
            properties.putAll(properties(node));
            try (OutputStream out = Files.newOutputStream(propertiesOf(node))) {
                properties.store(out, null);
            }
        }
    }

    private void format(int node, String cluster) throws IOException {
        Files.createDirectories(folder(node));
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(cluster)
                    .setNodeId(node)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(folder(node).toString())
                    .addDirectory(folder(node).toString())
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("The folder " + folder(node) + " cannot be formatted: " + e.getMessage(), e);
        }
    }

    private Map<String, String> properties(int node) {
        String clients = CLIENTS + "://" + LOOPBACK + ":" + clientPorts.get(node - 1);
        String voters = IntStream.rangeClosed(1, count)
                .mapToObj(each -> each + "@" + LOOPBACK + ":" + controllerPorts.get(each - 1))
                .collect(Collectors.joining(","));
        Map<String, String> properties = new HashMap<>(BrokerSetup.of(count));
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(node),
                "controller.quorum.voters",
                voters,
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                CLIENTS,
                "listeners",
                clients + "," + CONTROLLER + "://" + LOOPBACK + ":" + controllerPorts.get(node - 1),
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "log.dirs",
                folder(node).toString()));
        return properties;
    }

    private Path folder(int node) {
        return data.resolve("broker-" + node);
    }

    Path propertiesOf(int node) {
        return folder(node).resolve("server.properties");
    }

    String addressOf(int node) {
        return LOOPBACK + ":" + clientPorts.get(node - 1);
    }

    String bootstrapServers() {
        return IntStream.rangeClosed(1, count).mapToObj(this::addressOf).collect(Collectors.joining(","));
    }
}
