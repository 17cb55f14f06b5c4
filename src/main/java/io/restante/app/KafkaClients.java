package io.restante.app;

import io.restante.app.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** What every Kafka client of this process is made with. */
final class KafkaClients {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private KafkaClients() {}

    static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    /** For somebody who waits at a terminal: brokers that are not there are noticed soon. What is set under {@code kafka} goes before. */
    static Map<String, Object> impatient(Settings settings) {
        Map<String, Object> properties = properties(settings);
        properties.putIfAbsent(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
        return properties;
    }

    static Admin admin(Settings settings) {
        return Admin.create(impatient(settings));
    }

    /** Closes it without waiting for brokers that may be gone. */
    static void close(Admin admin) {
        admin.close(CLOSE_PATIENCE);
    }

    /** What to tell when brokers do not answer, or not as they should. */
    static StartException unanswered(Settings settings, Throwable cause) {
        return new StartException(
                "The brokers at " + settings.bootstrapServers() + " did not do what was asked (" + cause.getMessage()
                        + "). Check bootstrapServers (--bootstrap-servers) and that the brokers are up.",
                cause);
    }
}
