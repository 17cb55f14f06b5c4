package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.replay.Brokers;
import io.restante.replay.LogReading;
import io.restante.replay.diff.DiffReport;
import io.restante.replay.diff.RuleChange;
import io.restante.replay.diff.StoreDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante replay diff}: exit code 1 when the two differ. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Compares the live application's stores and outputs with a shadow's, at the position the shadow stands at. Exit code 1 when they differ.")
final class ReplayDiffCommand implements Callable<Integer> {
    @Mixin
    private ShadowOptions shadow = new ShadowOptions();

    @Option(names = "--json", description = "Prints JSON in place of Markdown.")
    private boolean json;

    @Option(
            names = "--against-rules",
            arity = "2",
            paramLabel = "FILE",
            description =
                    "Two YAML files of settings, the live application's and the shadow's: differences are explained by what changes between them.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "How long to wait for the live application to come as far as the shadow (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = shadow.cluster.settings();
        try (Admin admin = KafkaClients.admin(settings)) {
            DiffReport report = new StoreDiff(
                            new Brokers(admin),
                            new LogReading(KafkaClients.properties(settings)),
                            settings.data().resolve("replay"),
                            settings.streams().applicationId(),
                            shadow.name(),
                            change())
                    .run(patience);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? report.json() : report.markdown());
            out.flush();
            return report.different() ? 1 : 0;
        }
    }

    private RuleChange change() {
        return rules.isEmpty()
                ? RuleChange.unknown()
                : RuleChange.between(decisive(rules.get(0)), decisive(rules.get(1)));
    }

    private static Map<String, String> decisive(Path file) {
        return Settings.decisive(SettingsReader.read(Optional.of(file), Map.of(), Map.of()));
    }
}
