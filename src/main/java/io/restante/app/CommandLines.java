package io.restante.app;

import io.restante.app.ops.OpsPortException;
import io.restante.app.settings.SettingsException;
import io.restante.app.tree.TreeInputException;
import io.restante.gateway.access.KeyException;
import io.restante.replay.ReplayException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;

/** How every command line of ours behaves: exit code 0 done, 1 failed, 2 used wrongly, and a failure is a sentence. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine of(Runnable main) {
        return new CommandLine(main)
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
}
