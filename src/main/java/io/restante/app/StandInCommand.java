package io.restante.app;

import io.restante.local.FcmStandIn;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante stand-in}: what stands in for Firebase, in a process of its own, for an installation that is tried out. */
@Command(
        name = "stand-in",
        mixinStandardHelpOptions = true,
        description = "Stands in for Firebase Cloud Messaging, for trying an installation out.")
final class StandInCommand implements Callable<Integer> {
    @Option(names = "--host", description = "The address it listens on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "Its port (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int port = 8085;

    @Option(
            names = "--reached-as",
            paramLabel = "URI",
            description = "Where push workers reach it, when that is not where it listens.")
    private @Nullable URI reachedAs;

    @Option(
            names = "--account",
            required = true,
            paramLabel = "FOLDER",
            description = "Where the service account that opens it is written (push.fcm.credentials).")
    private Path account = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        FreePort.require("The stand-in's", host, port, "--port");
        FcmStandIn standIn = FcmStandIn.start(account, host, port, reachedAs);
        return UntilStopped.run(() -> {}, standIn, () -> {
            PrintWriter out = spec.commandLine().getOut();
            out.println();
            out.println("What stands in for Firebase is ready.");
            out.println("  firebase    " + standIn.address() + "/local/push");
            out.println("  account     " + standIn.account().toAbsolutePath().normalize());
            out.flush();
        });
    }
}
