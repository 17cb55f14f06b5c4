package io.restante.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that this JVM started. None of them outlives it: whoever forgets one, or is told to stop, leaves it to the shutdown hook. */
final class Child {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "faults-end-children"));
    }

    private final String name;
    private final Process process;
    private final Path log;
    private boolean paused;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        RUNNING.add(process);
        var unused = process.onExit().thenAccept(RUNNING::remove);
    }

    /** @param log where everything it prints goes */
    static Child start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start: " + String.join(" ", command), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean running() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** Everything it has printed so far. */
    String said() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("What " + name + " said cannot be read from " + log, e);
        }
    }

    /** As {@code kill -9}; returns when it is gone. One that is paused goes too. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As SIGTERM; returns when it is gone, and kills it should it not go. */
    void terminate() {
        process.destroy();
        try {
            if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was ending", e);
        }
    }

    /** It does nothing from now on, and does not know it. */
    void pause() {
        signal("STOP");
        paused = true;
    }

    void resume() {
        if (paused) {
            signal("CONT");
            paused = false;
        }
    }

    private void signal(String signal) {
        Command.run("kill", "-" + signal, String.valueOf(pid()));
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + ", process " + pid() + ", does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was ending", e);
        }
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }
}
