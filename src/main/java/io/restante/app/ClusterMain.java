package io.restante.app;

import io.restante.app.tree.TreeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the image: all that an installation on brokers of its own needs, and nothing that is for one machine. */
@Command(
        name = "restante",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Message pickup on Kafka Streams: messages wait until they are called for.",
        subcommands = {
            RunCommand.class,
            TopicsCommand.class,
            TopologyCommand.class,
            SendCommand.class,
            TailCommand.class,
            TokenCommand.class,
            ApiKeyCommand.class,
            KeyCommand.class,
            TreeCommand.class,
            ReplayCommand.class
        })
public final class ClusterMain implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** As it is, before anything is parsed. */
    public static CommandLine commandLine() {
        return CommandLines.of(new ClusterMain());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See restante --help.");
    }
}
