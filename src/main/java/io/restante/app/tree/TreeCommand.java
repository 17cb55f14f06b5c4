package io.restante.app.tree;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante tree}: the Merkle sum tree that relays are claimed with; needs no broker. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = "Computes roots of Merkle sum trees, proofs and verdicts; needs no broker.",
        subcommands = {RootCommand.class, ProveCommand.class, VerifyCommand.class})
public final class TreeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which one? tree root, tree prove or tree verify.");
    }
}
