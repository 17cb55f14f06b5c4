package io.restante.app;

import io.restante.local.demo.Walk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code restante demo}: walks through every flow with real clients over real sockets, and checks what it sees. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Walks through every flow with real clients; exit code 0 when every check holds, else 1.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Ansi ansi = Ansi.AUTO;
        try (Walk walk = new Walk(Main.class, spec.commandLine().getOut(), text -> ansi.string(text))) {
            Thread stop = new Thread(walk::close, "demo-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            return walk.play() ? 0 : 1;
        }
    }
}
