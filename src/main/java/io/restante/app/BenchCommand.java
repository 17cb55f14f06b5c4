package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.bench.BenchException;
import io.restante.bench.Benchmark;
import io.restante.bench.Benchmarks;
import io.restante.bench.Installation;
import io.restante.bench.Machine;
import io.restante.bench.Outcome;
import io.restante.bench.OutcomeJson;
import io.restante.bench.OutcomePlot;
import io.restante.bench.Report;
import io.restante.bench.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante bench}: measures, each benchmark against its comparator, on a broker of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the topology against what Kafka itself takes, on a broker of its own.")
final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Parameters(
            paramLabel = "NAME",
            description =
                    "A benchmark: topology, hop, socket, reply, backlog, mailboxes, fan-out, sessions, failover, settlement, replay, or all.")
    private String name = "";

    @Option(names = "--runs", paramLabel = "N", description = "Pairs measured (default: ${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(names = "--size", paramLabel = "N", description = "How much work a measurement is; lower is sooner done.")
    private @Nullable Integer size;

    @Option(names = "--json", paramLabel = "FILE", description = "Where every pair is written down.")
    private @Nullable Path json;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where NAME.json and a plot, NAME.svg, are written, such as topology-docs/bench.")
    private @Nullable Path out;

    @Option(names = "--data", description = "Where data is kept meanwhile (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("./data/bench");

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting, such as streams.threads=2; see topology-docs/settings.md.")
    private Map<String, String> set = new HashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Machine machine = Machine.here();
        List<Outcome> outcomes = new ArrayList<>();
        for (Benchmark each : chosen()) {
            Outcome outcome = measured(each);
            outcomes.add(outcome);
            new Report(spec.commandLine().getOut()).tell(outcome);
            if (out != null) {
                Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
                write(out.resolve(each.name() + ".json"), OutcomeJson.text(List.of(outcome), machine, at));
                write(out.resolve(each.name() + ".svg"), OutcomePlot.svg(outcome, machine, at));
            }
        }
        if (json != null) {
            write(json, OutcomeJson.text(outcomes, machine, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        }
        return 0;
    }

    private List<Benchmark> chosen() {
        if (name.equals(ALL)) {
            return Benchmarks.ALL;
        }
        return List.of(Benchmarks.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no benchmark \"" + name + "\"; there are "
                                + Benchmarks.ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))
                                + " and all.")));
    }

    private Outcome measured(Benchmark benchmark) {
        try {
            return benchmark.run(new Terms(
                    runs,
                    size == null ? OptionalInt.empty() : OptionalInt.of(size),
                    data,
                    this::installation,
                    new AppProcesses(set),
                    new BenchProgress(spec.commandLine().getErr(), CommandLine.Help.Ansi.AUTO.enabled())));
        } catch (BenchException e) {
            throw new StartException("Benchmark " + benchmark.name() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Installation installation(String bootstrapServers, Path folder) {
        return new AppInstallation(applicationId -> settings(bootstrapServers, folder, applicationId));
    }

    private Settings settings(String bootstrapServers, Path folder, String applicationId) {
        Map<String, String> overrides = new HashMap<>(set);
        overrides.put("bootstrapServers", bootstrapServers);
        overrides.put("data", folder.toString());
        overrides.put("streams.applicationId", applicationId);
        return SettingsReader.read(Optional.empty(), System.getenv(), overrides);
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new StartException("The results cannot be written to " + file + " (" + e.getMessage() + ").", e);
        }
    }
}
