package io.restante.local.several;

import io.restante.app.ParentWatch;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** One broker as a process of its own, until it is told to stop or its parent is gone. */
public final class BrokerChild {
    /** What it prints when it serves. */
    static final String READY = "The broker serves.";

    private BrokerChild() {}

    /** @param arguments the file of its properties */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            properties.load(in);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    server.shutdown();
                    server.awaitShutdown();
                }));
        ParentWatch.endWithInput();
        try {
            server.startup();
        } catch (RuntimeException e) {
            System.err.println("The broker does not start: " + e.getMessage());
            // Its threads are not daemons and would keep this process.
            Runtime.getRuntime().halt(1);
        }
        System.out.println(READY);
        server.awaitShutdown();
    }
}
