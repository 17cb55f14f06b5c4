package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.replay.Brokers;
import io.restante.replay.ShadowReset;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante replay reset}. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description =
                "Takes a shadow away: its topics, changelogs, progress and stores on this machine. Says what there is; --execute does it.")
final class ReplayResetCommand implements Callable<Integer> {
    @Mixin
    private ShadowOptions shadow = new ShadowOptions();

    @Option(names = "--execute", description = "Do it. Without, nothing is changed.")
    private boolean execute;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Settings settings = shadow.cluster.settings();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = KafkaClients.admin(settings)) {
            Brokers brokers = new Brokers(admin);
            ShadowReset reset = ShadowReset.of(
                    brokers, shadow.name(), settings.streams().applicationId(), StreamsProperties.states(settings));
            reset.lines().forEach(out::println);
            if (execute) {
                reset.execute(brokers);
                out.println("All of this is gone.");
            } else {
                out.println("Nothing was changed. With --execute, all of this is taken away.");
            }
        }
        out.flush();
        return 0;
    }
}
