package io.restante.local.several;

import io.restante.app.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of the installation. What it prints is passed on, its name before each line. */
final class Child {
    /** Longer than a gateway sends its clients away, and than stores take to close. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(45);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Told to stop from the keyboard, the parent alone hears it, and ends its children in order. */
    private static final List<String> DEAF_TO_THE_KEYBOARD = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private static final Pattern ADDRESS = Pattern.compile(" {2}(gateway|operations) +(\\S+).*");

    private final String name;
    private final Process process;
    private final Consumer<String> out;
    private final List<String> said = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Thread> listener = new CompletableFuture<>();
    private volatile boolean ending;

    private Child(String name, Process process, Consumer<String> out) {
        this.name = name;
        this.process = process;
        this.out = out;
    }

    /**
     * Starts it; returns at once.
     *
     * @param main its main class, found where this JVM's classes are
     * @param readyWhen the line with which it says that it is ready
     * @param out where its lines go
     */
    static Child start(
            String name,
            String heap,
            String main,
            List<String> words,
            Predicate<String> readyWhen,
            Consumer<String> out) {
        List<String> command = new ArrayList<>(DEAF_TO_THE_KEYBOARD);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(words);
        try {
            Child child = new Child(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start(), out);
            child.listener.complete(
                    Thread.ofPlatform().daemon().name(name + "-output").start(() -> child.listen(readyWhen)));
            return child;
        } catch (IOException e) {
            throw new StartException(name + " does not start: " + e.getMessage() + ".", e);
        }
    }

    private void listen(Predicate<String> readyWhen) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                note(line);
                if (!line.isBlank()) {
                    out.accept(String.format("%-10s | %s", name, line));
                }
                if (readyWhen.test(line)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            out.accept(name + ": its output cannot be read any more: " + e.getMessage());
        }
        process.onExit().thenAccept(this::ended).join();
    }

    private void ended(Process gone) {
        String sentence = name + " ended with exit code " + gone.exitValue();
        out.accept(ending ? sentence + "." : sentence + ", and nobody told it to. The others go on.");
        ready.completeExceptionally(new StartException(sentence + " before it was ready; what it said is above."));
    }

    private synchronized void note(String line) {
        said.add(line);
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    /** What it said of where it is reached, by the word before it: {@code gateway} or {@code operations}. */
    synchronized Optional<String> address(String word) {
        return said.stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .filter(line -> line.group(1).equals(word))
                .map(line -> line.group(2))
                .findFirst();
    }

    /**
     * Returns when it has said that it is ready.
     *
     * @throws StartException when it does not in time, or ends before
     */
    void awaitReady(Duration patience) {
        try {
            ready.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StartException(
                    name + " is not ready after " + patience.toSeconds() + " s; what it said is above.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartException ours ? ours : new StartException(name + " did not start.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while " + name + " was starting.", e);
        }
    }

    /** Tells it to end; returns at once. */
    void terminate() {
        ending = true;
        // Process.destroy would close its output, and its last words were lost.
        process.toHandle().destroy();
    }

    /** Returns when it is gone, and what it said last has been passed on. One that takes too long is killed. */
    void awaitEnd() {
        try {
            if (!process.waitFor(END_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                out.accept(name + " does not end within " + END_PATIENCE.toSeconds() + " s and is killed.");
                process.destroyForcibly().waitFor();
            }
            listener.join().join(LAST_WORDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
