package io.restante.app;

import io.restante.app.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante topics create|check}. */
@Command(name = "topics", mixinStandardHelpOptions = true, description = "Makes or checks the topics.")
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "Makes the topics that are missing.")
    int create(@Mixin ClusterOptions cluster) {
        List<String> made = with(cluster, (topics, settings) -> topics.ensure(TopicAdmin.known()));
        PrintWriter out = spec.commandLine().getOut();
        made.forEach(name -> out.println("made   " + name));
        out.println(made.isEmpty() ? "Every topic was there." : made.size() + " topics made.");
        out.flush();
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Says what is wrong with the topics; exit code 1 if anything is.")
    int check(@Mixin ClusterOptions cluster) {
        List<String> problems = with(cluster, (topics, settings) -> topics.check(TopicAdmin.known()));
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach(out::println);
        out.println(
                problems.isEmpty()
                        ? "Every topic is as it should be."
                        : (problems.size() == 1 ? "1 problem." : problems.size() + " problems."));
        out.flush();
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<String> with(ClusterOptions cluster, BiFunction<TopicAdmin, Settings, List<String>> work) {
        Settings settings = cluster.settings();
        try (Admin admin = KafkaClients.admin(settings)) {
            return work.apply(new TopicAdmin(admin, settings), settings);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which one: create or check?");
    }
}
