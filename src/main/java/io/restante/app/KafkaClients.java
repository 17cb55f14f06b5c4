package io.restante.app;

import io.restante.app.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What every Kafka client of this process is made with. */
final class KafkaClients {
    private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(20);

    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(5);

    private KafkaClients() {}

    static Map<String, Object> properties(Settings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    static Admin admin(Settings settings) {
        Map<String, Object> properties = properties(settings);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_PATIENCE.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_PATIENCE.toMillis());
        return Admin.create(properties);
    }
}
