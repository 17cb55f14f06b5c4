package io.restante.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante replay}: the inputs once more, beside the live application. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Reads the inputs again, into stores of their own; see topology-docs/reprocessing.md.",
        subcommands = {
            ReplayPlanCommand.class,
            ReplayShadowCommand.class,
            ReplayDiffCommand.class,
            ReplayPromoteCommand.class,
            ReplayResetCommand.class,
            ReplayExportCommand.class
        })
final class ReplayCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which one: plan, shadow, diff, promote, reset or export?");
    }
}
