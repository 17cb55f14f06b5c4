package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.replay.Brokers;
import io.restante.replay.ReplayPlan;
import io.restante.replay.StartPoint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante replay plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Says what a replay would read, how long it would take, and what is gone already.")
final class ReplayPlanCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "POINT",
            description = "beginning (default), a time such as 2026-11-20T12:00:00Z, or an offset.")
    private String from = "beginning";

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Records a second that are reckoned with (default: ${DEFAULT-VALUE}).")
    private long rate = ReplayPlan.ASSUMED;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (rate < 1) {
            throw new ParameterException(spec.commandLine(), "--rate: expected 1 or more, got " + rate);
        }
        StartPoint start = start(spec, from);
        Settings settings = cluster.settings();
        try (Admin admin = KafkaClients.admin(settings)) {
            ReplayPlan plan = ReplayPlan.of(new Brokers(admin), start, rate);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(plan.json());
            } else {
                plan.lines().forEach(out::println);
            }
            out.flush();
        }
        return 0;
    }

    /** @throws ParameterException when it is no point to start from */
    static StartPoint start(CommandSpec spec, String text) {
        try {
            return StartPoint.of(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
