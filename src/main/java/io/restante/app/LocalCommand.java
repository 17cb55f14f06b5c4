package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.gateway.access.SigningKey;
import io.restante.local.Addresses;
import io.restante.local.several.Plan;
import io.restante.local.several.SeveralProcesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante local}: everything on this machine, in one process or in several, until it is told to stop. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Everything on this machine, a real Kafka broker included: in one process, or in several.")
final class LocalCommand implements Callable<Integer> {
    /** What a local run keeps in its data folder, and all that --fresh takes away. */
    private static final Pattern OURS = Pattern.compile("kafka|streams|(broker|streams|gateway)-\\d|push");

    @Option(names = "--config", description = "A YAML file of settings.")
    private @Nullable Path config;

    @Option(names = "--data", description = "Where data is kept (default: ./data).")
    private @Nullable Path data;

    @Option(names = "--port", description = "The gateway's port (default: 8080; 0: any free one).")
    private @Nullable Integer port;

    @Option(names = "--ops-port", description = "The operations port (default: 8081; 0: any free one).")
    private @Nullable Integer opsPort;

    @Option(names = "--kafka-port", description = "The broker's port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int kafkaPort = 9092;

    @Option(names = "--fresh", description = "Begin with no data: what an earlier run kept is deleted.")
    private boolean fresh;

    @Option(names = "--block-interval", description = "Between two blocks of the chain stand-in (default: PT2S).")
    private Duration blockInterval = LocalProcess.BLOCK_INTERVAL;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "So many brokers, as processes of their own; with any of these three, everything is.")
    private @Nullable Integer brokers;

    @Option(names = "--streams", paramLabel = "N", description = "So many topologies, as processes of their own.")
    private @Nullable Integer streams;

    @Option(names = "--gateways", paramLabel = "N", description = "So many gateways, as processes of their own.")
    private @Nullable Integer gateways;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting, such as delivery.grace=PT1S; see topology-docs/settings.md.")
    private Map<String, String> set = new HashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = LocalProcess.settings(Optional.ofNullable(config), overrides());
        LocalProcess.requirePorts(settings, kafkaPort);
        DataFolder.require(settings.data());
        if (fresh) {
            clear(settings.data());
        }
        if (brokers != null || streams != null || gateways != null) {
            return several(settings);
        }
        LocalProcess process = new LocalProcess(settings, kafkaPort, blockInterval);
        return UntilStopped.run(process::drain, process, () -> {
            process.awaitReady();
            greet(process, settings);
        });
    }

    /** The same, each part a process of its own. */
    private int several(Settings settings) throws InterruptedException {
        List<String> words = new ArrayList<>();
        if (config != null) {
            words.addAll(List.of("--config", config.toString()));
        }
        set.forEach((path, value) -> words.addAll(List.of("--set", path + "=" + value)));
        Plan plan = new Plan(
                orOne(brokers),
                orOne(streams),
                orOne(gateways),
                settings.data(),
                settings.keyFile(),
                settings.gateway().port(),
                settings.ops().port(),
                kafkaPort,
                words);
        if (settings.auth().key().isEmpty()) {
            SigningKey.ensure(settings.keyFile());
        }
        PrintWriter out = spec.commandLine().getOut();
        SeveralProcesses processes = new SeveralProcesses(Main.class, plan, line -> print(out, line));
        return UntilStopped.run(processes::drain, processes, () -> {
            processes.start();
            greet(processes, settings);
        });
    }

    private static int orOne(@Nullable Integer count) {
        return count == null ? 1 : count;
    }

    private static void print(PrintWriter out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>(set);
        overrides.putIfAbsent("streams.instanceId", "local");
        if (data != null) {
            overrides.put("data", data.toString());
        }
        if (port != null) {
            overrides.put("gateway.port", port.toString());
        }
        if (opsPort != null) {
            overrides.put("ops.port", opsPort.toString());
        }
        return overrides;
    }

    private static void clear(Path data) {
        for (Path folder : ours(data)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new StartException(
                        "The data of an earlier run in " + folder + " cannot be deleted (" + e.getMessage()
                                + "). Delete it by hand, or choose another folder with --data.",
                        e);
            }
        }
    }

    private static List<Path> ours(Path data) {
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(data)) {
            return inside.filter(
                            each -> OURS.matcher(each.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new StartException(
                    "The data folder " + data + " cannot be read (" + e
                            + "). Give this user the right to, or choose another folder with --data.",
                    e);
        }
    }

    private void greet(SeveralProcesses processes, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        synchronized (out) {
            out.println();
            out.println("Restante is ready, in " + processes.running().size() + " processes.");
            processes.addresses().lines().forEach(out::println);
            out.println("  firebase    " + processes.firebase().address() + "/local/push   (a stand-in)");
            out.println("  data        " + settings.data().toAbsolutePath().normalize());
            out.println();
            out.println("Its processes; try kill -9 on one of them:");
            processes
                    .running()
                    .forEach(each -> out.printf("  %-10s %7d  %s%n", each.name(), each.pid(), each.address()));
            out.println();
            out.flush();
        }
    }

    private void greet(LocalProcess process, Settings settings) {
        Addresses addresses = process.addresses();
        URI gateway = addresses.gateway();
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println("Restante is ready.");
        addresses.lines().forEach(out::println);
        out.println("  firebase    " + process.firebase().address()
                + "/local/push   (a stand-in: what devices would have got)");
        out.println(
                "  chain       " + process.chainControl() + "   (a stand-in; tell it what is to go wrong with PUT)");
        out.println("  data        " + settings.data().toAbsolutePath().normalize());
        out.println();
        out.println("Try, in another terminal:");
        out.println("  curl -N " + gateway + "/v1/mailboxes/alice/stream");
        out.println(
                "  curl -X POST " + gateway + "/v1/mailboxes/alice/messages -d '{\"payload\":{\"hello\":\"alice\"}}'");
        out.println("  curl " + gateway + "/v1/mailboxes/alice");
        out.flush();
    }
}
