package io.restante.local;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker, with its controller, inside this JVM. It listens on the loopback address alone and keeps its data from one start to
 * the next, however the last one ended.
 *
 * <p>Its threads are not daemons: a JVM in which one is not closed does not end by itself.
 */
public final class LocalBroker implements AutoCloseable {
    private final BrokerFolder folder;
    private final KafkaRaftServer server;
    private final int port;
    private boolean closed;

    private LocalBroker(BrokerFolder folder, KafkaRaftServer server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /**
     * A broker that accepts clients, on the data that the folder holds. A folder that does not exist, or is empty, becomes that of a new
     * cluster. The port need not be that of the last start.
     *
     * @param dataFolder where everything of the broker is kept; one broker at a time
     * @param port where clients are served; 0 takes any free one
     * @throws LocalBrokerException when the port is taken, or the folder is in use, unusable or not a broker's
     */
    public static LocalBroker start(Path dataFolder, int port) {
        BrokerFolder folder = BrokerFolder.open(dataFolder);
        try {
            folder.formatOnce();
            return start(folder, BrokerPorts.choose(port));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static LocalBroker start(BrokerFolder folder, BrokerPorts ports) {
        KafkaRaftServer server = prepare(folder, ports);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw folder.unusable(e);
        }
        return new LocalBroker(folder, server, ports.broker());
    }

    private static KafkaRaftServer prepare(BrokerFolder folder, BrokerPorts ports) {
        try {
            return new KafkaRaftServer(
                    new KafkaConfig(BrokerProperties.of(folder.kafkaFolder(), ports), false), Time.SYSTEM);
        } catch (RuntimeException e) {
            throw folder.unusable(e);
        }
    }

    /** Where a client connects, as a value of its {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BrokerPorts.LOOPBACK + ":" + port;
    }

    /** The broker is gone when this returns, its data is on disk and its folder free for another. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            folder.close();
        }
    }
}
