package io.restante.local.demo;

import io.restante.local.Addresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A local run, or a gateway beside one, in a process of its own, on the JVM and the classes of this one. It can be killed, and started again on its
 * data.
 */
public final class LocalChild implements AutoCloseable {
    /** Heap and collector, as the program has them from a checkout, but for its smaller heap. */
    public static final List<String> JVM = List.of("-XX:+UseParallelGC", "-Xmx512m");

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ANY_PORTS = List.of("--port", "0", "--ops-port", "0", "--kafka-port", "0");

    private final Process process;
    private final Path log;
    private final Addresses addresses;

    private LocalChild(List<String> command, Path log) {
        this.log = log;
        try {
            this.process = new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new DemoException("The command " + String.join(" ", command) + " does not start.", e);
        }
        try {
            this.addresses = awaitAddresses();
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * Starts a run on free ports; returns when it is ready.
     *
     * @param main the class whose {@code main} understands the command {@code local}
     * @param data its data folder; what it has to complain of goes to a file in there
     */
    public static LocalChild start(Class<?> main, Path data, String... more) {
        return start(main, data, ANY_PORTS, more);
    }

    /** Starts a run on the ports an earlier one had, so that its clients find it again. */
    public static LocalChild startAgain(Class<?> main, Path data, Addresses before, String... more) {
        List<String> ports = List.of(
                "--port",
                String.valueOf(before.gateway().getPort()),
                "--ops-port",
                String.valueOf(before.operations().getPort()),
                "--kafka-port",
                before.kafka().substring(before.kafka().lastIndexOf(':') + 1));
        return start(main, data, ports, more);
    }

    /** Starts a gateway without a topology, on free ports, for the brokers of a run that is there; returns when it is ready. */
    public static LocalChild startGateway(Class<?> main, Path data, Addresses beside, String... more) {
        return startGateway(main, data, beside, JVM, more);
    }

    /** @param jvm the heap and the collector of its JVM */
    public static LocalChild startGateway(
            Class<?> main, Path data, Addresses beside, List<String> jvm, String... more) {
        return start(
                main,
                jvm,
                List.of("run", "--roles", "gateway", "--bootstrap-servers", beside.kafka()),
                data,
                List.of("--port", "0", "--ops-port", "0"),
                more);
    }

    /** Starts another instance of the topology, with a gateway, on free ports, for the brokers of a run that is there; returns when it is ready. */
    public static LocalChild startInstance(Class<?> main, Path data, Addresses beside, String... more) {
        return start(
                main,
                JVM,
                List.of("run", "--roles", "streams,gateway", "--bootstrap-servers", beside.kafka()),
                data,
                List.of("--port", "0", "--ops-port", "0"),
                more);
    }

    private static LocalChild start(Class<?> main, Path data, List<String> ports, String... more) {
        return start(main, JVM, List.of("local"), data, ports, more);
    }

    private static LocalChild start(
            Class<?> main, List<String> jvm, List<String> words, Path data, List<String> ports, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(words);
        command.addAll(List.of("--data", data.toString()));
        command.addAll(ports);
        command.addAll(List.of(more));
        return new LocalChild(command, logIn(data));
    }

    private static Path logIn(Path data) {
        try {
            return Files.createDirectories(data).resolve("child.log");
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " cannot be made", e);
        }
    }

    private Addresses awaitAddresses() {
        CompletableFuture<Addresses> heard = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("child-output").start(() -> listen(heard));
        try {
            return heard.get(START_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DemoException(
                    "The local run is not ready after " + START_PATIENCE.toSeconds() + " s. It said: " + said(), e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new DemoException("The local run ended before it was ready. It said: " + said(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while the local run was starting.", e);
        }
    }

    private void listen(CompletableFuture<Addresses> heard) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                Addresses.in(lines).ifPresent(heard::complete);
            }
            heard.completeExceptionally(new DemoException("It printed no addresses."));
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }

    private String said() {
        try {
            return Files.exists(log) ? Files.readString(log) : "nothing";
        } catch (IOException e) {
            throw new UncheckedIOException("What the local run said cannot be read from " + log, e);
        }
    }

    public Addresses addresses() {
        return addresses;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does: it can finish nothing. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as SIGTERM does; returns at once. */
    public void terminate() {
        process.destroy();
    }

    public boolean running() {
        return process.isAlive();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DemoException("Process " + process.pid() + " is still there after " + END_PATIENCE.toSeconds()
                        + " s. End it by hand.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while process " + process.pid() + " was ending.", e);
        }
    }

    /** Kills it, if it is still there. */
    @Override
    public void close() {
        kill();
    }
}
