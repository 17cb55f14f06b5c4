package io.restante.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code restante demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Walks through every flow with real clients.")
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new StartException("not here yet");
    }
}
