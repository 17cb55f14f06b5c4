package io.restante.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A broker that clients come to by TLS alone, with a name and a password. */
public final class SecuredBroker implements AutoCloseable {
    private static final String LISTENER = "SECURED";

    private final BrokerFolder folder;
    private final KafkaRaftServer server;
    private final String address;

    /**
     * Starts one.
     *
     * @param store a key store of type PKCS12 with its certificate and key
     * @param trusted the certificate as PEM
     * @param password of the key store, and of the only user, {@code restante}
     */
    public SecuredBroker(Path data, Path store, Path trusted, String password) {
        folder = BrokerFolder.open(data);
        folder.formatOnce();
        BrokerPorts ports = BrokerPorts.choose(0);
        address = BrokerPorts.LOOPBACK + ":" + ports.broker();
        server = new KafkaRaftServer(new KafkaConfig(properties(ports, store, trusted, password), false), Time.SYSTEM);
        server.startup();
    }

    private Map<String, String> properties(BrokerPorts ports, Path store, Path trusted, String password) {
        Map<String, String> properties = new HashMap<>(BrokerProperties.of(folder.kafkaFolder(), ports));
        String clients = LISTENER + "://" + address;
        properties.put(
                "listeners",
                clients + "," + BrokerProperties.CONTROLLER_LISTENER + "://" + BrokerPorts.LOOPBACK + ":"
                        + ports.controller());
        properties.put("advertised.listeners", clients);
        properties.put(
                "listener.security.protocol.map",
                LISTENER + ":SASL_SSL," + BrokerProperties.CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", LISTENER);
        properties.put("sasl.enabled.mechanisms", "PLAIN");
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put(
                "listener.name.secured.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"restante\" password=\""
                        + password + "\" user_restante=\"" + password + "\";");
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", store.toString());
        properties.put("ssl.keystore.password", password);
        properties.put("ssl.key.password", password);
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", trusted.toString());
        return properties;
    }

    /** Where clients connect. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }
}
