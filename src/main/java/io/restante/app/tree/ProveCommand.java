package io.restante.app.tree;

import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.Overflow;
import io.restante.settlement.tree.Prover;
import io.restante.settlement.tree.TreeOverflowException;
import io.restante.settlement.tree.TreePath;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante tree prove}: the proof for the leaf closest to a path, of the leaves on standard input. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description =
                "Prints the proof for the leaf closest to a path. The leaves are on standard input, as for tree root.")
final class ProveCommand implements Callable<Integer> {
    @Option(names = "--path", required = true, paramLabel = "HEX", description = "The path, 32 bytes in hex.")
    private String path = "";

    @Option(names = "--compact", description = "In less room: a bit mask stands for the empty side nodes.")
    private boolean compact;

    @Option(
            names = "--wrap-sums",
            description =
                    "Let a sum of more than 64 bits go on from 0, as other software does; it is refused otherwise.")
    private boolean wrapSums;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        LeavesNear leaves = new LeavesNear(target(), new NodeHasher(wrapSums ? Overflow.WRAPS : Overflow.REFUSED));
        LeafLines.read(System.in, leaves::put);
        ClosestProof proof = proof(leaves);
        spec.commandLine().getOut().println(compact ? ProofJson.text(proof.compact()) : ProofJson.text(proof));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private ClosestProof proof(LeavesNear leaves) {
        try {
            return new Prover(leaves, leaves.crown())
                    .closest(target())
                    .orElseThrow(() -> new TreeInputException(
                            "There is no leaf, so none is closest: expected a line of JSON each on standard input."));
        } catch (TreeOverflowException e) {
            throw new TreeInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private TreePath target() {
        try {
            return TreePath.hex(path);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--path: expected " + TreePath.BYTES + " bytes in hex, got \"" + path + "\".",
                    e);
        }
    }
}
