package io.restante.app;

import io.restante.app.ops.OpsPortException;
import io.restante.app.settings.SettingsException;
import io.restante.app.tree.TreeCommand;
import io.restante.app.tree.TreeInputException;
import io.restante.gateway.access.KeyException;
import io.restante.local.LocalBrokerException;
import io.restante.replay.ReplayException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 done, 1 failed, 2 used wrongly. */
@Command(
        name = "restante",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Message pickup on Kafka Streams: messages wait until they are called for.",
        subcommands = {
            LocalCommand.class,
            DemoCommand.class,
            RunCommand.class,
            TopicsCommand.class,
            TopologyCommand.class,
            SendCommand.class,
            TailCommand.class,
            TokenCommand.class,
            TreeCommand.class,
            ReplayCommand.class,
            ApiKeyCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Ends the JVM with the exit code: the local broker's threads would keep it alive. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(orLocal(args)));
    }

    /** Runs one command line, its words going to the writers given; returns the exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(orLocal(args));
    }

    private static String[] orLocal(String... args) {
        return args.length == 0 ? new String[] {"local"} : args;
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(sentence(failure));
                    return 1;
                });
    }

    /** What our own failures say is for people; any other one shows where it came from. */
    private static String sentence(Exception failure) {
        return switch (failure) {
            case StartException ours -> String.valueOf(ours.getMessage());
            case SettingsException ours -> String.valueOf(ours.getMessage());
            case LocalBrokerException ours -> String.valueOf(ours.getMessage());
            case KeyException ours -> String.valueOf(ours.getMessage());
            case ReplayException ours -> String.valueOf(ours.getMessage());
            case TreeInputException ours -> String.valueOf(ours.getMessage());
            case OpsPortException ours -> String.valueOf(ours.getMessage());
            default ->
                failure.getCause() instanceof ConfigException wrong
                        ? "A setting under kafka.* is wrong: " + wrong.getMessage()
                        : trace(failure);
        };
    }

    private static String trace(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See restante --help.");
    }
}
