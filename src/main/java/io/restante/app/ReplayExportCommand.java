package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.replay.Brokers;
import io.restante.replay.Export;
import io.restante.replay.LogReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante replay export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the ledger or the history of sessions as newline-delimited JSON or as CSV.")
final class ReplayExportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private Export.What what = Export.What.LEDGER;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Export.Format format = Export.Format.NDJSON;

    @Option(names = "--from", paramLabel = "TIME", description = "Records of this time or later (default: all).")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "Records before this time (default: up to now).")
    private @Nullable Instant to;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written (default: printed).")
    private @Nullable Path file;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = cluster.settings();
        try (Admin admin = KafkaClients.admin(settings)) {
            if (file == null) {
                PrintWriter out = spec.commandLine().getOut();
                write(settings, admin, out);
                out.flush();
            } else {
                try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                    long rows = write(settings, admin, out);
                    spec.commandLine().getErr().println(rows + " rows in " + file);
                } catch (IOException e) {
                    throw new StartException("The rows cannot be written to " + file + " (" + e.getMessage() + ").", e);
                }
            }
        }
        return 0;
    }

    private long write(Settings settings, Admin admin, PrintWriter out) {
        return Export.of(what, format)
                .run(
                        new Brokers(admin),
                        new LogReading(KafkaClients.properties(settings)),
                        from,
                        Optional.ofNullable(to),
                        line -> out.print(line + "\n"));
    }
}
