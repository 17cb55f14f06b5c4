package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that talk to brokers. */
final class ClusterOptions {
    @Option(names = "--config", description = "A YAML file of settings.")
    private @Nullable Path config;

    @Option(names = "--bootstrap-servers", description = "The brokers (default: 127.0.0.1:9092).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting, such as topics.partitions=8; see topology-docs/settings.md.")
    private Map<String, String> set = new HashMap<>();

    Settings settings() {
        Map<String, String> overrides = new HashMap<>(set);
        if (bootstrapServers != null) {
            overrides.put("bootstrapServers", bootstrapServers);
        }
        return SettingsReader.read(Optional.ofNullable(config), System.getenv(), overrides);
    }
}
