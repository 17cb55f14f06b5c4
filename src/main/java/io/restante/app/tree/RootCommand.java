package io.restante.app.tree;

import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.Overflow;
import io.restante.settlement.tree.RootBuilder;
import io.restante.settlement.tree.TreeOverflowException;
import io.restante.settlement.tree.TreePath;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante tree root}: the root of the leaves on standard input. Keeps path and digest of each leaf, and no values. */
@Command(
        name = "root",
        mixinStandardHelpOptions = true,
        description = "Prints {\"root\",\"sum\",\"count\"} of the leaves on standard input:"
                + " a line of JSON each, {\"key\",\"value\",\"weight\"}, key and value in hex."
                + " A key that comes again replaces its leaf.")
final class RootCommand implements Callable<Integer> {
    @Option(
            names = "--wrap-sums",
            description =
                    "Let a sum of more than 64 bits go on from 0, as other software does; it is refused otherwise.")
    private boolean wrapSums;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        NodeHasher hasher = new NodeHasher(wrapSums ? Overflow.WRAPS : Overflow.REFUSED);
        NavigableMap<TreePath, Digest> digests = new TreeMap<>();
        LeafLines.read(System.in, leaf -> digests.put(leaf.path(), hasher.leaf(leaf)));
        RootBuilder builder = new RootBuilder(hasher);
        try {
            digests.forEach(builder::add);
            Digest root = builder.root();
            spec.commandLine()
                    .getOut()
                    .println("{\"root\":\"" + root + "\",\"sum\":\"" + Long.toUnsignedString(root.sum())
                            + "\",\"count\":\"" + Long.toUnsignedString(root.count()) + "\"}");
        } catch (TreeOverflowException e) {
            throw new TreeInputException(String.valueOf(e.getMessage()), e);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }
}
