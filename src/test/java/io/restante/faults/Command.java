package io.restante.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small program of the system that is run to its end. */
final class Command {
    private Command() {}

    /** @throws IllegalStateException when it says that it failed */
    static String run(String... words) {
        Result result = tried(List.of(words));
        if (result.code() != 0) {
            throw new IllegalStateException(
                    String.join(" ", words) + " failed (" + result.code() + "): " + result.said());
        }
        return result.said();
    }

    /** Whether the program is there and succeeds. */
    static boolean works(String... words) {
        try {
            return tried(List.of(words)).code() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private record Result(int code, String said) {}

    private static Result tried(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", words) + " does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + words, e);
        }
    }
}
