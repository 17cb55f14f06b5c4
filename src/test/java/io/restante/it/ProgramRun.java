package io.restante.it;

import io.restante.app.Main;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One command line in a process of its own, with something on its standard input, run to its end.
 *
 * @param out what it printed
 * @param err what it complained of
 */
record ProgramRun(int exitCode, String out, String err) {
    private static final long PATIENCE_SECONDS = 300;

    static ProgramRun of(List<String> arguments, Consumer<PrintWriter> input) {
        return of("-Xmx256m", arguments, input);
    }

    /** @param heap a flag that says how much memory it has */
    static ProgramRun of(String heap, List<String> arguments, Consumer<PrintWriter> input) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.inputReader()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
            try (PrintWriter writer = new PrintWriter(
                    new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)))) {
                input.accept(writer);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + PATIENCE_SECONDS + " s");
            }
            return new ProgramRun(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }

    private static String text(java.io.BufferedReader reader) {
        return reader.lines().map(line -> line + "\n").reduce("", String::concat);
    }
}
