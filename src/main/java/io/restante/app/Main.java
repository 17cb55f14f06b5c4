package io.restante.app;

import io.restante.app.tree.TreeCommand;
import java.io.PrintWriter;
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
            KeyCommand.class,
            StandInCommand.class,
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

    /** As it is, before anything is parsed. */
    public static CommandLine commandLine() {
        return CommandLines.of(new Main());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See restante --help.");
    }
}
