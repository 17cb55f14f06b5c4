package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.local.Addresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante local}: everything in one process, until it is told to stop. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Everything in one process, a real Kafka broker included.")
final class LocalCommand implements Callable<Integer> {
    /** What a local run keeps in its data folder, and all that --fresh takes away. */
    private static final List<String> OURS = List.of("kafka", "streams");

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
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting, such as delivery.grace=PT1S; see topology-docs/settings.md.")
    private Map<String, String> set = new HashMap<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = LocalProcess.settings(Optional.ofNullable(config), overrides());
        LocalProcess.requireFreePorts(settings, kafkaPort);
        if (fresh) {
            clear(settings.data());
        }
        LocalProcess process = new LocalProcess(settings, kafkaPort, blockInterval);
        return UntilStopped.run(process::drain, process, () -> {
            process.awaitReady();
            greet(process, settings);
        });
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
        for (String name : OURS) {
            Path folder = data.resolve(name);
            if (!Files.exists(folder)) {
                continue;
            }
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
