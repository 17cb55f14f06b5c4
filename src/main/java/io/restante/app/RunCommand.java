package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante run}: one process of an installation on brokers of its own, until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "One process of an installation, with the roles it is given, against brokers that run elsewhere.")
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            description = "What it does: streams, gateway, push, settlement, with commas between them"
                    + " (default: streams,gateway,push).")
    private List<String> roles = List.of("streams", "gateway", "push");

    @Option(names = "--config", description = "A YAML file of settings.")
    private @Nullable Path config;

    @Option(names = "--bootstrap-servers", description = "The brokers (default: 127.0.0.1:9092).")
    private @Nullable String bootstrapServers;

    @Option(names = "--data", description = "Where data is kept, of this process alone (default: ./data).")
    private @Nullable Path data;

    @Option(names = "--port", description = "The gateway's port (default: 8080; 0: any free one).")
    private @Nullable Integer port;

    @Option(names = "--ops-port", description = "The operations port (default: 8081; 0: any free one).")
    private @Nullable Integer opsPort;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The key file of the installation, such as key.json in a local run's data folder.")
    private @Nullable Path key;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting, such as gateway.id=second; see topology-docs/settings.md.")
    private Map<String, String> set = new HashMap<>();

    @Option(
            names = "--until-input-ends",
            description =
                    "End when the standard input does, as it does when the process that started this one is gone.")
    private boolean untilInputEnds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (untilInputEnds) {
            ParentWatch.endWithInput();
        }
        Set<Role> chosen = chosen();
        Settings settings = settings();
        RoleProcess process = new RoleProcess(settings, chosen);
        return UntilStopped.run(process::drain, process, () -> {
            process.awaitReady();
            greet(process, settings);
        });
    }

    private Set<Role> chosen() {
        Set<Role> chosen = EnumSet.noneOf(Role.class);
        for (String role : roles) {
            try {
                chosen.add(Role.of(role));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--roles: " + e.getMessage(), e);
            }
        }
        return chosen;
    }

    private Settings settings() {
        Map<String, String> overrides = overrides();
        Optional<Path> file = Optional.ofNullable(config);
        Settings without = SettingsReader.read(file, System.getenv(), overrides);
        DataFolder.require(without.data());
        Settings named = Settings.DEFAULTS.withGatewayId(GatewayName.keptIn(without.data()));
        return SettingsReader.read(named, file, System.getenv(), overrides);
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>(set);
        put(overrides, "bootstrapServers", bootstrapServers);
        put(overrides, "data", data);
        put(overrides, "gateway.port", port);
        put(overrides, "ops.port", opsPort);
        put(overrides, "auth.key", key);
        return overrides;
    }

    private static void put(Map<String, String> overrides, String path, @Nullable Object value) {
        if (value != null) {
            overrides.put(path, value.toString());
        }
    }

    private void greet(RoleProcess process, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("Restante is ready.");
        out.println("  kafka       " + settings.bootstrapServers());
        process.gatewayPort()
                .ifPresent(open ->
                        out.println("  gateway     " + settings.gateway().tls().scheme() + "://"
                                + settings.gateway().host() + ":" + open + "   ("
                                + settings.gateway().id() + ")"));
        out.println("  operations  " + settings.ops().tls().scheme() + "://"
                + settings.ops().host() + ":" + process.opsPort());
        out.println("  data        " + settings.data().toAbsolutePath().normalize());
        out.flush();
    }
}
