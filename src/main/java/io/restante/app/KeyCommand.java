package io.restante.app;

import io.restante.gateway.access.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code restante key}: makes the key file that all processes of an installation share. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description =
                "Makes a key file for an installation (auth.key, auth.jwt.keys); one that is there is left alone.")
final class KeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Where it is kept; its owner alone can read it.")
    private Path file = Path.of("key.json");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        boolean there = Files.exists(file);
        SigningKey.ensure(file);
        SigningKey.read(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(there ? file + " was there." : "made " + file);
        out.flush();
        return 0;
    }
}
